import * as fc from 'fast-check'

/** Texts of all sizes of UTF-8 characters, control characters, line ends and a byte order mark included. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code)),
    },
    fc.constantFrom('\n', '\r', '\u0085', '\u00A0', '\uFEFF', 'é', '€', '\u{1F433}'),
  ),
})

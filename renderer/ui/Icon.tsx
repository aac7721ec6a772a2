/** Shapes that carry meaning beside a word, never instead of it. 20 units square, drawn with the text's colour. */
const paths = {
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  cross: 'M5.5 5.5l9 9m0-9l-9 9',
  warning: 'M10 3.2L17.6 16.5H2.4L10 3.2zM10 8v4M10 14.2v.1',
  blocked: 'M6.6 2.5h6.8l4.1 4.1v6.8l-4.1 4.1H6.6l-4.1-4.1V6.6zM7 7l6 6m0-6l-6 6',
  question:
    'M10 2.8a7.2 7.2 0 100 14.4 7.2 7.2 0 000-14.4zM8 8.1a2 2 0 113.4 1.5c-.8.7-1.4 1-1.4 2.1M10 14v.1',
  outside: 'M8.5 5H5v10h10v-3.5M11.5 4.500H15.500V8.500M15.200 4.800l-6 6',
  info: 'M10 2.8a7.2 7.2 0 100 14.4 7.2 7.2 0 000-14.4zM10 9.2v4.3M10 6.4v.1',
  shield: 'M10 2.5l6 2.2v4.6c0 3.9-2.5 6.8-6 8.2-3.5-1.4-6-4.3-6-8.2V4.7zM7 10l2.2 2.2L13.2 8',
  circle: 'M10 4a6 6 0 100 12 6 6 0 000-12z',
  dot: 'M10 7.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z',
  ring: 'M10 3.5a6.5 6.5 0 016.5 6.5',
  chevron: 'M7.5 5l5 5-5 5',
  copy: 'M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3',
  history: 'M3.5 10a6.5 6.5 0 106.5-6.5c-2.4 0-4.3 1.2-5.5 3M4 3v3.7h3.7M10 6.5V10l2.5 1.8',
  undo: 'M7.5 4L3.5 8l4 4M4 8h7.5a4.3 4.3 0 010 8.6H8',
  flask:
    'M8 3v5.2L3.8 15.4c-.6 1 .1 2.1 1.2 2.1h10c1.1 0 1.8-1.1 1.2-2.1L12 8.2V3M6.8 3h6.4M6 12.5h8',
  refresh: 'M16 4v4h-4M4 16v-4h4M4.6 8a6 6 0 0111-1.2L16 8M15.4 12a6 6 0 01-11 1.2L4 12',
  minus: 'M5 10h10',
  boxes: 'M3.500 10.500h6v6h-6zM10.500 10.500h6v6h-6zM7 3.500h6v6H7z',
  file: 'M5 2.8h6.5L15.5 7v10.2H5zM11.5 2.8V7h4',
  restart: 'M10 3v6M5.8 5.6a6.3 6.3 0 108.4 0',
  person:
    'M10 3.2a3.2 3.2 0 100 6.4 3.2 3.2 0 000-6.4zM3.8 17c.6-3.2 3-5 6.2-5s5.600 1.800 6.200 5',
  pause: 'M7 5v10M13 5v10',
  screen: 'M2.800 4h14.400v9.500H2.800zM10 13.500v3M6.500 16.500h7',
  play: 'M7 4.500l8.500 5.500L7 15.500z',
  key: 'M12.800 3.200a4 4 0 11-3.600 5.700L3 15.100V17h3v-2h2v-2l1.600-1.600a4 4 0 003.200-8.200zM13.800 6.200v.1',
} as const

export type IconName = keyof typeof paths

type Props = { readonly name: IconName; readonly className?: string }

export function Icon({ name, className }: Props) {
  return (
    <svg
      className={className === undefined ? 'icon' : `icon ${className}`}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}

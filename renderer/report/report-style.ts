/** The report's own style: it is read without Subroot, on paper too. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --line: #c9ced4; --quiet: #59636e; --soft: #f4f6f8; --good: #1a6b38; --bad: #a5221c; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3c444d; --quiet: #a3adb8; --soft: #1d2329; --good: #6cc98a; --bad: #ff8f87; }
  body { background: #14181c; color: #e6eaee; }
}
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { margin: 0 0 .5rem; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; }
code { font: .9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem; margin: 0 0 1rem; }
dt, em, figcaption { color: var(--quiet); }
dd { margin: 0; }
.scroll { overflow-x: auto; margin: .75rem 0; border: 1px solid var(--line); border-radius: 8px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem .85rem; text-align: left; vertical-align: top; }
thead th { background: var(--soft); font-size: .87rem; }
tbody tr { border-top: 1px solid var(--line); }
.passed { color: var(--good); }
.failed { color: var(--bad); }
.open { color: var(--quiet); }
.simulated { margin: 0 0 2rem; padding: 1rem 1.25rem; border: 3px dashed var(--bad); border-radius: 8px; }
.simulated strong { display: block; color: var(--bad); font-size: 2rem; letter-spacing: .08em; }
figure { margin: 0 0 1rem; }
img { max-width: 100%; border: 1px solid var(--line); border-radius: 8px; }
@media print { main { max-width: none; padding: 0; } section { break-inside: avoid-page; } }
`

/** Of the page around the pictures, light or dark as the reader prefers, and plain ink on paper. */
export const style = `
:root { color-scheme: light dark; --ground: #ffffff; --text: #1f2328; --muted: #59636e; --line: #d9dee3; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171c; --text: #e6e8eb; --muted: #9aa4af; --line: #2b3038; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 70rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; font-weight: 650; overflow-wrap: anywhere; }
h2 { margin: 3rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.2rem; font-weight: 650; }
p { margin: 0.4rem 0 0; max-width: 44rem; color: var(--muted); overflow-wrap: anywhere; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem; margin-top: 1rem; align-items: start; }
.pictures.one { display: block; }
figure { margin: 0; overflow-x: auto; }
figcaption { margin-top: 0.4rem; color: var(--muted); font-size: 0.9rem; }
svg { display: block; max-width: 100%; height: auto; }
.table { margin-top: 1rem; overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 1.25rem 0.3rem 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: bottom; }
td:not(:first-child) { white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
th { color: var(--muted); font-weight: 500; }
th:last-child, td:last-child { padding-right: 0; }
@media (max-width: 40rem) { th, td { padding-right: 0.75rem; } }
@media print { body { padding: 0; } h2, figure { break-after: avoid; } }
`;

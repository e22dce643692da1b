/** How the pages of the documentation look, light and dark. Comes after Swagger UI's own styles and quiets them. */
export const pageStyles = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fff, #1c2022);
  --ink: light-dark(#23272f, #e4e6e6);
  --soft-ink: light-dark(#565d69, #a9b0b4);
  --line: light-dark(#dfe2e6, #3a4145);
  --accent: light-dark(#0b57b4, #7db8ff);
  --mark: light-dark(#fff3c4, #4a3d10);
  font: 16px/1.5 system-ui, sans-serif;
  background: var(--paper);
  color: var(--ink);
}
body { margin: 0 auto; max-width: 64rem; padding: 0 1.25rem 3rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent) !important; outline-offset: 2px; }
code { font-size: 0.875em; }
h1 { font-size: 2rem; line-height: 1.2; margin: 2.5rem 0 0.5rem; }
.lead { color: var(--soft-ink); margin: 0 0 2rem; max-width: 42rem; }

.site { align-items: baseline; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; padding: 1rem 0; }
.site strong { margin-right: auto; }
.site nav { display: flex; gap: 1.25rem; }
.site a { color: var(--soft-ink); text-decoration: none; }
.site a:hover { text-decoration: underline; }
.site a[aria-current] { color: var(--ink); font-weight: 600; }

.errors { border-collapse: collapse; width: 100%; }
.errors th, .errors td { border-bottom: 1px solid var(--line); padding: 0.75rem 0.75rem 0.75rem 0; text-align: left; vertical-align: top; }
.errors thead th { color: var(--soft-ink); font-size: 0.875rem; font-weight: 500; }
.errors tbody th { font-weight: 500; }
.errors tbody a { color: inherit; text-decoration: none; }
.errors tbody a:hover { text-decoration: underline; }
.errors p { color: var(--soft-ink); margin: 0.125rem 0 0; overflow-wrap: anywhere; }
.errors tr { scroll-margin-top: 2rem; }
.errors tr:target { background: var(--mark); box-shadow: -0.75rem 0 var(--mark), 0.75rem 0 var(--mark); }

.swagger-ui .wrapper { max-width: none; padding: 0; }
.swagger-ui .info { display: none; }
.swagger-ui .scheme-container .schemes > .schemes-server-container { display: none; }
.swagger-ui .scheme-container { background: none; box-shadow: none !important; margin: 0 0 1.25rem; padding: 0; }
.swagger-ui .scheme-container .schemes { justify-content: flex-start; }
.swagger-ui .btn.authorize { border-color: light-dark(#0f7a45, #3ece90); color: light-dark(#0f7a45, #3ece90); }
.swagger-ui .btn.authorize svg { color: inherit; }
.swagger-ui .opblock-tag-section { margin-bottom: 2rem; }
.swagger-ui .response-col_links { display: none; }
html:not(.dark-mode) .swagger-ui .opblock-post .opblock-summary-method { background: #0f7a45; }
html:not(.dark-mode) .swagger-ui .opblock-get .opblock-summary-method { background: #0b57b4; }

@media (min-width: 40rem) {
  .errors wbr { display: none; }
}
@media (max-width: 40rem) {
  .swagger-ui :is(table.parameters, .responses-table), .swagger-ui :is(table.parameters, .responses-table) > tbody,
  .swagger-ui :is(table.parameters, .responses-table) > tbody > tr, .swagger-ui :is(table.parameters, .responses-table) > tbody > tr > td:not(.response-col_links) { display: block; width: auto; max-width: none; }
  .swagger-ui :is(table.parameters, .responses-table) > thead { display: none; }
  .swagger-ui .response-col_status { font-weight: 700; padding-bottom: 0; }
}
`;

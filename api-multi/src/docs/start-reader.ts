/** The script that opens the contract in Swagger UI, in the light or dark that the system is set to. */
export const startReader = `const dark = matchMedia("(prefers-color-scheme: dark)");
const followSystem = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followSystem);
followSystem();

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reader",
  validatorUrl: null,
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  defaultModelsExpandDepth: 0,
  // Swagger UI brings a main landmark; the page around it has one.
  onComplete() {
    const operations = document.getElementById("operations");
    operations.setAttribute("role", "region");
    operations.setAttribute("aria-label", "Operations");
  },
});`;

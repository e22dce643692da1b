import { DreamProvider } from "dream-api/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { api } from "./dream.ts";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <DreamProvider api={api}>
        <App />
      </DreamProvider>
    </StrictMode>,
  );
}

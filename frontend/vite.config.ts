/** Builds the pages. What differs between environments is told when they are served, never here. */
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwind()],
  build: {
    // Both know `light-dark()`; for older ones it would be rewritten so that the theme could not be chosen by script.
    target: ["chrome123", "firefox128", "safari17.5"],
    assetsInlineLimit: 0,
    emptyOutDir: true,
    reportCompressedSize: false,
  },
});

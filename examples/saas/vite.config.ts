/** Serves the example on an origin of its own, with the publishable key of the demo that runs on this machine. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { readDemo } from "../read-demo.ts";

const demo = readDemo();

export default defineConfig({
  plugins: [react()],
  server: { port: Number(new URL(demo.examples.saas).port), strictPort: true },
  define: {
    "import.meta.env.VITE_DREAM_KEY": JSON.stringify(demo.saas.publishableKey),
    "import.meta.env.VITE_DREAM_API": JSON.stringify(demo.urls.api),
    "import.meta.env.VITE_DREAM_AUTH": JSON.stringify(demo.urls.endUserAuth),
  },
});

/** The hosted pages: one document that looks at its address. */
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "./buttons.css";

const page = document.getElementById("page");
if (page) createRoot(page).render(<App />);

/** Where `toast` of sonner shows what was done, or was not. */
import { Toaster } from "sonner";

export function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      toastOptions={{
        style: {
          background: "var(--color-raised)",
          color: "var(--color-ink)",
          border: "1px solid var(--color-line)",
          boxShadow: "var(--shadow-float)",
          fontFamily: "var(--font-sans)",
        },
      }}
    />
  );
}

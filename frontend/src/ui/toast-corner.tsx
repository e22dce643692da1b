/** Where toasts appear. Loaded with the first one. */
import { useEffect } from "react";
import { Toaster } from "sonner";

export default function ToastCorner({ onReady }: { onReady: () => void }) {
  useEffect(onReady, [onReady]);
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

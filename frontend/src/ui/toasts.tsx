/** The place for toasts. Empty until there is one to show. */
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { offerPlace } from "./toast.ts";

const ToastCorner = lazy(() => import("./toast-corner.tsx"));

export function Toasts() {
  const [isOpen, setOpen] = useState(false);
  const whenReady = useRef<() => void>(() => {});
  useEffect(() => {
    offerPlace(() => {
      const { promise, resolve } = Promise.withResolvers<void>();
      whenReady.current = resolve;
      setOpen(true);
      return promise;
    });
  }, []);
  return <Suspense>{isOpen && <ToastCorner onReady={() => whenReady.current()} />}</Suspense>;
}

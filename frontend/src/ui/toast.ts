/** Says in a corner what was done, or was not. What draws it is loaded with the first word. */
import type { ExternalToast } from "sonner";

type Kind = "success" | "error" | "info";

/** Resolves when there is a place for toasts on the page. */
let place: Promise<typeof import("sonner")> | null = null;
let open: (() => Promise<void>) | null = null;

export const toast = {
  success: (message: string, options?: ExternalToast) => say("success", message, options),
  error: (message: string, options?: ExternalToast) => say("error", message, options),
  info: (message: string, options?: ExternalToast) => say("info", message, options),
};

/** @param openPlace puts the place on the page and resolves when it listens */
export function offerPlace(openPlace: () => Promise<void>): void {
  open = openPlace;
  place = null;
}

function say(kind: Kind, message: string, options: ExternalToast | undefined): void {
  place ??= Promise.all([import("sonner"), open?.()]).then(([sonner]) => sonner);
  void place.then((sonner) => sonner.toast[kind](message, options));
}

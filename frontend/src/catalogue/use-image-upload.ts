/** Uploads an image that somebody chose or dropped, and says in plain words why one can't be taken. */
import { imageMediaTypes, uploadAsset } from "@dream-api/contract";
import { useState } from "react";
import { isApiError } from "../api/api-error.ts";
import { useUpload } from "../queries/catalogue.ts";

const mostBytes = uploadAsset.bodyLimitBytes ?? 0;

/** For the `accept` of an input. Whoever drops a file can drop any. */
export const acceptedImages = imageMediaTypes.join(",");
export const imageHint = `PNG, JPEG, WebP or AVIF, ${mostBytes / 1024 / 1024} MB at most.`;

const tooLarge = "This picture is too large.";
const noPicture = "This file is no picture that can be shown.";

/** @param onUploaded gets the image's URL, which is for ever the same */
export function useImageUpload(onUploaded: (url: string) => void) {
  const { mutate, reset, isPending, error } = useUpload();
  const [isTooLarge, setTooLarge] = useState(false);
  return {
    isPending,
    refusal: isTooLarge ? `${tooLarge} ${imageHint}` : refusalOf(error),
    send(file: File | undefined) {
      if (!file) return;
      reset();
      setTooLarge(file.size > mostBytes);
      if (file.size <= mostBytes) mutate(file, { onSuccess: ({ url }) => onUploaded(url) });
    },
  };
}

function refusalOf(error: unknown): string | undefined {
  if (isApiError(error, "unsupported_image")) return `${noPicture} ${imageHint}`;
  return isApiError(error) ? `${error.message}. ${error.remedy}` : undefined;
}

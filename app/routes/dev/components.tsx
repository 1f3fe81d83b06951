import { ComponentGallery } from "#app/components/gallery/component-gallery.tsx";
import { openGallery } from "#app/server/actions/operations/open-gallery.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/components.ts";

export const loader = asLoader(async ({ url }: Route.LoaderArgs) => {
  await openGallery({});
  return { specimen: url.searchParams.get("specimen") };
});

export default function Components({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <title>Components · Plainchart</title>
      <ComponentGallery specimen={loaderData.specimen} />
    </>
  );
}

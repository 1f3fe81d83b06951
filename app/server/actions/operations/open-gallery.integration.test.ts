import { afterEach, expect, test } from "vitest";

import { openGallery } from "#app/server/actions/operations/open-gallery.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { env, setEnv } from "#app/server/platform/env.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

afterEach(() => void setEnv(stack.env));

test("the galleries are there on one's own machine", async () => {
  await expect(inRequest({ method: "GET" }, () => openGallery({}))).resolves.toBeUndefined();
});

test("the galleries are not found where the app is served to others", async () => {
  setEnv({
    ...stack.env,
    APP_URL: "https://charts.example.com",
    SUPABASE_URL: "https://project.example.com",
    SMTP_URL: "smtps://user:word@mail.example.com",
    METRICS_TOKEN: "f3b9c1d27a5e4860b1c3d5e7f9a0b2c4",
  });
  expect(env().APP_URL).toContain("charts.example.com");
  await expect(inRequest({ method: "GET" }, () => openGallery({}))).rejects.toMatchObject({ code: "NOT_FOUND" });
});

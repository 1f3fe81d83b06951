import { createHmac } from "node:crypto";

type Session = {
  access_token: string;
  user: { app_metadata?: unknown; user_metadata?: unknown; phone?: string };
};

/**
 * Signs an access token again with the claims a hosted project puts in and the embedded one leaves out, so that code
 * which verifies tokens itself meets the same ones everywhere.
 *
 * @param method how the person proved who they are, as in the hosted `amr` claim
 */
export function enrichToken(session: Session, options: { jwtSecret: string; issuer: string; method: string }): string {
  const [, payload = ""] = session.access_token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
  const { user } = session;
  return signToken(
    {
      ...claims,
      iss: options.issuer,
      phone: user.phone ?? "",
      app_metadata: user.app_metadata ?? {},
      user_metadata: user.user_metadata ?? {},
      aal: "aal1",
      amr: [{ method: options.method, timestamp: claims["iat"] }],
      is_anonymous: false,
    },
    options.jwtSecret,
  );
}

/** Signs claims as an HS256 JSON Web Token. */
export function signToken(claims: Record<string, unknown>, secret: string): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
}

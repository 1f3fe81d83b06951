import { type Socket, connect as connectTcp, isIP } from "node:net";
import { connect as connectTls } from "node:tls";

export type SocketOptions = {
  host: string;
  port: number;
  /** How to speak TLS, as libpq's sslmode means it; "require" encrypts without checking the certificate. */
  tls: "disable" | "require" | "verify-full";
  connectTimeoutMs: number;
};

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const SSL_ACCEPTED = 83;

/**
 * Opens a socket to a Postgres server, TLS handshake included. Owning the socket gives two things the driver does not offer:
 * it can be destroyed at once, and what it receives can be counted before the driver gathers it in memory.
 */
export async function openSocket(options: SocketOptions): Promise<Socket> {
  const socket = connectTcp({ host: options.host, port: options.port, noDelay: true, keepAlive: true });
  const timer = setTimeout(() => socket.destroy(new Error("connect timed out")), options.connectTimeoutMs);
  try {
    await once(socket, "connect");
    return options.tls === "disable" ? socket : await encrypt(socket, options);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function encrypt(socket: Socket, options: SocketOptions): Promise<Socket> {
  socket.write(SSL_REQUEST);
  const answer = await once(socket, "data");
  // One byte only: more would have been sent in the clear by somebody in between.
  if (!Buffer.isBuffer(answer) || answer.length !== 1 || answer[0] !== SSL_ACCEPTED)
    throw new Error("server offers no TLS");
  const secure = connectTls({
    socket,
    servername: isIP(options.host) === 0 ? options.host : "",
    rejectUnauthorized: options.tls === "verify-full",
  });
  await once(secure, "secureConnect");
  return secure;
}

/** The event's first argument; rejects when the socket fails or closes first. */
function once(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (result: () => void) => {
      socket.off(event, onEvent).off("error", onError).off("close", onClose);
      result();
    };
    const onEvent = (value: unknown) => settle(() => resolve(value));
    const onError = (error: Error) => settle(() => reject(error));
    const onClose = () => settle(() => reject(new Error("connection closed")));
    socket.on(event, onEvent).on("error", onError).on("close", onClose);
  });
}

import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Of a name that the browser of the journeys finds here, whatever the certificate: `read` takes no address of this machine. */
const host = 'owls.example';
export const publicSiteFlags: readonly string[] = [
  `--host-resolver-rules=MAP ${host} 127.0.0.1`,
  '--ignore-certificate-errors',
];

/** A site elsewhere on the web, as far as page and worker can tell. */
export async function startPublicSite(
  answer: RequestListener,
): Promise<{ readonly url: string; close(): void }> {
  const server = createServer({ key, cert }, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `https://${host}:${port}`, close: () => void server.close() };
}

/** Made for these journeys and for nothing else; it is no secret. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxUxCpXl6B5x0Aety
0xHpg8y9AN2KL/gkxUL1bjOoOEOhRANCAAQ7q7H/IKn34Az4q1+ApZp9bCjueT1e
dXV1nYxSB+a+ob+OCUg7uoZ3NgiW8XsESpsWEC4IrP2fdkIv2K1t5PkE
-----END PRIVATE KEY-----
`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBnjCCAUSgAwIBAgIUdKn98VQqkdMRutDOwT91uyCuII8wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMb3dscy5leGFtcGxlMCAXDTI2MTEyNTE3MzE1OVoYDzIxMjYx
MTAxMTczMTU5WjAXMRUwEwYDVQQDDAxvd2xzLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQ7q7H/IKn34Az4q1+ApZp9bCjueT1edXV1nYxSB+a+ob+O
CUg7uoZ3NgiW8XsESpsWEC4IrP2fdkIv2K1t5PkEo2wwajAdBgNVHQ4EFgQUIWyb
hK+XHWKOmxIkxELxxoNqdaEwHwYDVR0jBBgwFoAUIWybhK+XHWKOmxIkxELxxoNq
daEwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggxvd2xzLmV4YW1wbGUwCgYI
KoZIzj0EAwIDSAAwRQIhAJiTa8xP4tZnDM7AviV1kLNGrtp/ts1jY26vmdKKrP9w
AiAEiCcJ+XNN0lAlzlwuLLIoKbtyKmKH2M4+EwP6Oa9S4w==
-----END CERTIFICATE-----
`;

/** What to do about a certificate that is not trusted. */
export const trustAdvice =
  'Its certificate is not trusted here: NODE_EXTRA_CA_CERTS names further authorities to Node.';

const untrustedCodes =
  /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET_ISSUER))/;

/** Tells whether a connection failed for the other side's certificate, which no second try mends. */
export function isUntrusted(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth += 1) {
    if ('code' in cause && untrustedCodes.test(String(cause.code))) return true;
  }
  return false;
}

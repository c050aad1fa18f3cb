import { EarmarkError, type EarmarkErrorCode } from '@earmark/core/portable';

// https://docs.langchain.com/oss/javascript/langchain/errors
const languageOfLangChain: Partial<Record<EarmarkErrorCode, string>> = Object.freeze({
  auth: 'MODEL_AUTHENTICATION',
  rate_limited: 'MODEL_RATE_LIMIT',
});

/**
 * An EarmarkError with what LangChain looks for on errors: `AsyncCaller` reads `status`, and how long to wait from the
 * headers; applications read `lc_error_code`.
 */
export class GatewayError extends EarmarkError {
  readonly headers: Readonly<Record<string, string>>;
  readonly lc_error_code: string | undefined;

  constructor(error: EarmarkError) {
    super(error.code, error.message, error);
    const { code, retryAfterMs, serviceMessage = '' } = error;
    this.headers = retryAfterMs === undefined ? {} : { 'retry-after': String(retryAfterMs / 1000) };
    const isUnknownModel = code === 'invalid' && /\bmodel \S+ is not supported/i.test(serviceMessage);
    this.lc_error_code = isUnknownModel ? 'MODEL_NOT_FOUND' : languageOfLangChain[code];
  }
}

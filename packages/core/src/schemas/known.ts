// What editors suggest. None of these lists is closed: the service adds to them between releases.
// https://www.assemblyai.com/docs/pre-recorded-audio/supported-languages, https://www.assemblyai.com/docs/llm-gateway

/** A string that editors complete to these, and that may be any other. */
export type Suggested<Suggestion extends string> = Suggestion | (string & {});

/** Models for recordings; `universal-3-5-pro` hears best, `universal-2` knows most languages. */
export type KnownSpeechModel = 'universal-3-5-pro' | 'universal-2';

/** Languages by code; `en_us` is how the service calls English. */
export type KnownLanguage =
  | ('en' | 'en_au' | 'en_uk' | 'en_us' | 'es' | 'fr' | 'de' | 'it' | 'pt' | 'nl' | 'af' | 'sq' | 'am' | 'ar' | 'hy')
  | ('as' | 'az' | 'ba' | 'eu' | 'be' | 'bn' | 'bs' | 'br' | 'bg' | 'my' | 'ca' | 'zh' | 'hr' | 'cs' | 'da' | 'et')
  | ('fo' | 'fi' | 'gl' | 'ka' | 'el' | 'gu' | 'ht' | 'ha' | 'haw' | 'he' | 'hi' | 'hu' | 'is' | 'id' | 'ja' | 'jw')
  | ('kn' | 'kk' | 'km' | 'ko' | 'lo' | 'la' | 'lv' | 'ln' | 'lt' | 'lb' | 'mk' | 'mg' | 'ms' | 'ml' | 'mt' | 'mi')
  | ('mr' | 'mn' | 'ne' | 'no' | 'nn' | 'oc' | 'pa' | 'ps' | 'fa' | 'pl' | 'ro' | 'ru' | 'sa' | 'sr' | 'sn' | 'sd')
  | ('si' | 'sk' | 'sl' | 'so' | 'su' | 'sw' | 'sv' | 'tl' | 'tg' | 'ta' | 'tt' | 'te' | 'th' | 'bo' | 'tr' | 'tk')
  | ('uk' | 'ur' | 'uz' | 'vi' | 'cy' | 'yi' | 'yo');

/** Kinds of personal information that can be redacted. */
export type KnownPiiPolicy =
  | ('account_number' | 'banking_information' | 'blood_type' | 'credit_card_cvv' | 'credit_card_expiration')
  | ('credit_card_number' | 'date' | 'date_interval' | 'date_of_birth' | 'drivers_license' | 'drug' | 'duration')
  | ('email_address' | 'event' | 'filename' | 'gender' | 'gender_sexuality' | 'healthcare_number' | 'injury')
  | ('ip_address' | 'language' | 'location' | 'location_address' | 'location_address_street' | 'location_city')
  | ('location_coordinate' | 'location_country' | 'location_state' | 'location_zip' | 'marital_status')
  | ('medical_condition' | 'medical_process' | 'money_amount' | 'nationality' | 'number_sequence' | 'occupation')
  | ('organization' | 'organization_medical_facility' | 'passport_number' | 'password' | 'person_age' | 'person_name')
  | ('phone_number' | 'physical_attribute' | 'political_affiliation' | 'religion' | 'sexuality' | 'statistics')
  | ('time' | 'url' | 'us_social_security_number' | 'username' | 'vehicle_id' | 'zodiac_sign');

/** Kinds of things that entity detection finds: the policies, but places are plain `location`. */
export type KnownEntityType = Exclude<KnownPiiPolicy, `location_${string}`>;

/** What content moderation looks for. */
export type KnownSafetyLabel =
  | ('accidents' | 'alcohol' | 'financials' | 'crime_violence' | 'drugs' | 'gambling' | 'hate_speech')
  | ('health_issues' | 'manga' | 'marijuana' | 'disasters' | 'negative_news' | 'nsfw' | 'pornography' | 'profanity')
  | ('sensitive_social_issues' | 'terrorism' | 'tobacco' | 'weapons');

/** Models of the LLM gateway, without a provider's prefix; `llm.models()` lists today's. */
export type KnownChatModel =
  | ('claude-opus-4-7' | 'claude-opus-4-6' | 'claude-sonnet-5' | 'claude-sonnet-4-6' | 'claude-haiku-4-5-20251001')
  | ('gpt-5.5' | 'gpt-5.2' | 'gpt-5.1' | 'gpt-5' | 'gpt-5-mini' | 'gpt-5-nano' | 'gpt-4.1' | 'gpt-oss-120b')
  | ('gemini-3.6-flash' | 'gemini-3.5-flash' | 'gemini-2.5-pro' | 'gemini-2.5-flash' | 'gemini-2.5-flash-lite');

/** Models that hear a clip at once. */
export type KnownClipModel = 'universal-3-5-pro' | 'u3-sync-pro';

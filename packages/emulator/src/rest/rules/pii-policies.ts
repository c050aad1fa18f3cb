/** Every kind of personal information that is documented. https://www.assemblyai.com/docs/guardrails/redact-pii-from-transcripts */
export const piiPolicies: ReadonlySet<string> = new Set(
  `account_number banking_information blood_type credit_card_cvv credit_card_expiration credit_card_number date
   date_interval date_of_birth drivers_license drug duration email_address event filename gender_sexuality
   healthcare_number injury ip_address language location marital_status medical_condition medical_process money_amount
   nationality number_sequence occupation organization passport_number password person_age person_name phone_number
   physical_attribute political_affiliation religion statistics time url us_social_security_number username vehicle_id
   zodiac_sign gender location_address location_address_street location_city location_coordinate location_country
   location_state location_zip organization_medical_facility sexuality`.split(/\s+/),
);

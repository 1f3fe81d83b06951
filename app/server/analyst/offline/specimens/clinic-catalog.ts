import { catalogOf } from "./catalog-of.ts";

/** A clinic with abbreviations, a many-to-many table, comments and two references to one table. */
export const clinicCatalog = catalogOf({
  doctors: {
    rows: 20,
    columns: [
      "doc_id integer pk",
      "first_name text = Nora|Omar",
      "last_name text = Field|Stone",
      "specialty text = cardiology|dermatology|surgery",
      "year_reg integer 1990..2024 # Year of registration",
      "loc_state text = CA|NY|TX",
    ],
  },
  patients: {
    rows: 500,
    columns: [
      "patient_id integer pk",
      "first_name text = Alice|Bob",
      "last_name text = Young|Zeller",
      "date_of_birth date",
      "gender text = Male|Female|Other",
      "email text",
      "ins_type text = private|public|none",
      "height_cm numeric",
      "weight_kg numeric",
    ],
  },
  drugs: {
    rows: 60,
    columns: [
      "drug_id integer pk",
      "drug_name text unique = Calmol|Dermalin",
      "drug_type text = biologic|topical|oral",
      "fda_appr_dt date",
    ],
  },
  treatments: {
    rows: 4000,
    columns: [
      "treatment_id integer pk",
      "patient_id integer -> patients.patient_id",
      "doc_id integer -> doctors.doc_id",
      "drug_id integer -> drugs.drug_id",
      "start_dt date",
      "end_dt date",
      "tot_drug_amt numeric",
      "is_placebo boolean",
    ],
  },
  allergies: {
    rows: 200,
    columns: ["patient_id integer -> patients.patient_id", "substance text = pollen|latex|penicillin"],
  },
  referrals: {
    rows: 300,
    columns: [
      "id integer pk",
      "from_doc_id integer -> doctors.doc_id",
      "to_doc_id integer -> doctors.doc_id",
      "referred_on date",
    ],
  },
});

import { catalogOf } from "./catalog-of.ts";

/** A school: link tables, year columns, scores and a scale told by a comment. */
export const schoolCatalog = catalogOf({
  students: {
    rows: 120,
    columns: [
      "id integer pk",
      "name text = Kim Lee|Sam Roe",
      "age integer 14..19",
      "hometown text = Leeds|York|Hull",
      "grade integer 9..12",
    ],
  },
  teachers: {
    rows: 12,
    columns: ["id integer pk", "name text = Ms Gray|Mr Holt", "age integer 25..64", "hometown text = Leeds|York"],
  },
  courses: {
    rows: 30,
    columns: [
      "id integer pk",
      "title text unique = Math|History|Biology",
      "teacher_id integer -> teachers.id",
      "start_year integer 2005..2024",
      "rating numeric 1..5 # Average rating on a scale of 1 to 5",
    ],
  },
  enrolments: {
    rows: 600,
    columns: ["student_id integer -> students.id", "course_id integer -> courses.id", "score numeric 0..100"],
  },
  clubs: { rows: 9, columns: ["id integer pk", "name text = Chess|Choir", "num_of_members integer 3..40"] },
});

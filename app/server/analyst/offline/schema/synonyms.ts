import { stemWord } from "#app/server/analyst/offline/language/stem-word.ts";

/** Groups of words that business people use for one another. Kept small: a wrong synonym is worse than a question back. */
const GROUPS = `
country nation land
nationality citizenship
gender sex
salary wage pay income earnings compensation
earn earnings
revenue sales turnover income
price cost fee charge
cost expense spending spend expenditure
amount value sum
location place site venue
city town
address street
phone telephone mobile cell
email mail
job position occupation profession role title
role title position job
title name
id identifier key
birthday birthdate birth born
employee worker staff personnel
customer client buyer purchaser shopper
company firm business corporation enterprise organization employer
organization institution
product item article good merchandise
car vehicle automobile auto
movie film
song track
store shop outlet branch
teacher instructor lecturer professor
student pupil
doctor physician
patient case
author writer
write author
book title
course class
department division
manager boss supervisor head
supplier vendor provider
vendor seller
order purchase
buy purchase
payment paid pay
invoice bill
quantity amount count
rating score star
language tongue
begin start
end finish stop
date day time
year date
month date
hire employ join
spouse wife husband
picture photo image
description detail
detail description
kind type category sort
category type class
food cuisine
type cuisine
team club squad
match game
player athlete
weight mass
height tall stature
age old
length long duration
population inhabitants resident people
area size surface
size area
speed fast velocity
distance far
series serial
hometown home
origin source
source depart departure origin leave
destination arrive arrival land
maker manufacturer producer
manufacturer make
director direct
direct director
publisher publish
region area
zip postal postcode
state province
level tier
membership member
paper publication article
option choice
choice option
visit attend
owner own
own owner
ticket pass
budget funds
hour time
project assignment
colleague employee
member employee person
user account
person people individual human
abbreviation acronym short
version release
status state
flight plane
aircraft plane airplane
airport airfield
airline carrier
account user
contract agreement
meal dish
dish food
college university school
capital city
headquarters location
industry sector
profit gain margin
stock inventory
shipment delivery
ship deliver
comment remark note
model version
horsepower power
gasoline mpg
ability power
power ability
villain bad
hero superhero
race species
wage salary
produce make
text content message
message text
check visit
`;

const table = new Map<string, Set<string>>();
for (const line of GROUPS.trim().split("\n")) {
  const stems = line.trim().split(" ").map(stemWord);
  const first = stems[0];
  if (!first) continue;
  for (const other of stems.slice(1)) {
    for (const [a, b] of [
      [first, other],
      [other, first],
    ] as const) {
      const known = table.get(a) ?? new Set<string>();
      known.add(b);
      table.set(a, known);
    }
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Stems that may stand for this stem, without itself. */
export function synonymsOf(stem: string): ReadonlySet<string> {
  return table.get(stem) ?? NONE;
}

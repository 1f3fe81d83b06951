/**
 * Everyday words of questions that name nothing in a table: verbs of asking, having and doing. They are not
 * "repaired" into names and do not count against an answer when they stay unexplained.
 */
export const COMMON_WORDS = new Set(
  (
    "belong belongs belonging come comes came go goes went made make makes making produce produced produces producing live lives living lived work works working worked " +
    "there located located situated based happen happened happens occur occurred occurs occurring appear appears appeared associate associated associates relate related " +
    "correspond corresponds corresponding contain contains include includes including own owns owned owner hold holds held call called named titled enter entered " +
    "total overall number different distinct other another same both either each every per least most more less many much few some any all none no not " +
    "have has had having do does did done can could will would should may might must be been being is are was were am " +
    "who what which when where why how whose whom that this these those it they he she we you i " +
    "show list find give return display get tell provide see want need know like please " +
    "share shared shares assigned assign offered offer offers offering play plays played playing serve serves served serving " +
    "recorded record records registered register reported report receive received receives receiving given gave send sent " +
    "write written wrote published publish create created creates take took taken takes bring brought start started end ended " +
    "exist exists existing available keep kept leave left put set run runs ran seem seems follow followed follows following " +
    "by of in on at to from for with without about into onto over under between among during through across against within " +
    "and or but if then else than as so such only just also too very still yet ever never always often again " +
    "first last next previous current recent whole entire respective respectively exactly approximately roughly " +
    "good bad new old big small high low long short large great best worst better worse top bottom " +
    "people person thing things one ones time times way kind sort part piece lot lots bit case example instance " +
    "because since while until before after during above below up down out off over under here"
  ).split(" "),
);

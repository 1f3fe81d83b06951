/** A confidence of 0..1 in words. The steps follow its calibration: at 0.8, four of five are right. */
export function confidenceLabel(confidence: number): string {
  if (confidence >= 0.85) return "confident";
  if (confidence >= 0.65) return "fairly sure";
  if (confidence >= 0.45) return "not sure";
  return "a guess";
}

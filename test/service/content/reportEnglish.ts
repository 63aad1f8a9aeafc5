import type { Random } from '../random.ts';
import { both, long, type Block, type Subject } from './words.ts';

/** A whole report in English. Every figure is invented; the first paragraph says so. */
export function reportEnglish({ topic, focus }: Subject, random: Random): readonly Block[] {
  const pilots = random.between(14, 38);
  const share = random.between(52, 71);
  const weeks = random.between(5, 11);
  const cost = random.between(18, 44);
  const drop = random.between(12, 29);
  return [
    both(`# ${topic}: what holds, what it costs and what to do next`),
    both(
      `**This is a simulated report.** A test service on this computer wrote it; no web page was read, no model was asked, and every figure and source in it is invented. It has the build of a real report about “${topic}”, so that headings, tables, lists, code and citations can be tried without paying for anything.`,
    ),
    both(`## 1. Question and scope`),
    both(
      `The question behind “${topic}” is rarely one question. People ask it when they have to choose, when something has stopped working, or when somebody else has already chosen and they must live with the result. The sources agree on a working definition that is narrow enough to be tested and wide enough to be useful [[1]]. They disagree about where it ends, and that disagreement explains most of the contradictions found later [[2,3]].`,
    ),
    long(
      focus === undefined
        ? `No special weight was asked for, so the report gives each side the room that its evidence deserves. Opinions without any figure behind them are mentioned only where several independent authors share them [[4]].`
        : `The answers to the questions asked for special weight on this: ${focus}. The report follows that wish and keeps the rest short. Opinions without any figure behind them are mentioned only where several independent authors share them [[4]].`,
    ),
    long(
      `Three limits should be kept in mind:\n\n1. **Time.** Most of the material covers the last three years; older results are used only where nobody has repeated them [[1]].\n2. **Place.** The larger studies come from a handful of regions, and transfer to others is an assumption [[5]].\n3. **Voice.** People for whom it worked write more often than people who gave up [[6]].`,
    ),
    both(`## 2. How it works in practice`),
    both(
      `In practice the work falls into a preparation that is often underrated, a start that gets all the attention, and a long stretch of upkeep that decides about success. Of ${pilots} described cases, ${share} percent lost more time in preparation than in all later steps together [[2]]. The reasons repeat: unclear responsibility, missing records, and a goal that was never written down in a form that could fail [[3,7]].`,
    ),
    long(
      `The better-documented cases share a rhythm. They begin with one small and boring part, measure before and after, and widen only when the numbers have held for at least ${weeks} weeks [[7]]. Groups that began everywhere at once were not slower at first. They were slower from the third month on, because every correction had to be made in many places [[4]].`,
    ),
    both(
      `| Stage | Typical length | What is produced | Most frequent mistake |\n| --- | --- | --- | --- |\n| Preparation | ${weeks} to ${weeks + 3} weeks | a written goal and a list of records [[2]] | starting without a baseline |\n| First part | 2 to 4 weeks | one finished part with figures [[7]] | choosing the hardest part first |\n| Widening | 3 to 9 months | the remaining parts, one by one [[3]] | changing goal and method together |\n| Upkeep | open-ended | a monthly check and a named owner [[8]] | no time set aside for it |`,
    ),
    long(
      `A short record like the following was used by several of the described groups [[7]]. Its value lies less in the fields than in the fact that it is filled in *before* anybody knows the result:\n\n\`\`\`yaml\n# one record for each part (invented example)\npart: "first, small, boring"\ngoal: "fewer than 3 corrections a month"\nbaseline: ${random.between(9, 17)}\nowner: "a person, not a group"\ncheck_after_weeks: ${weeks}\nstop_if:\n  - "baseline gets worse twice in a row"\n  - "nobody has looked at it for 30 days"\n\`\`\``,
    ),
    both(`## 3. What the evidence says`),
    both(
      `The strongest result is also the least surprising: effort spent on a baseline pays for itself. Groups with one reported ${drop} percent fewer corrections after half a year, groups without one could not say whether anything had changed [[1,7]]. Two independent authors repeated the comparison with other material and came to similar figures [[5]].`,
    ),
    long(
      `Weaker, but still supported by more than one source, are three further statements:\n\n- **Small groups adapt faster.** Below eight people, changes took about half as long; above twenty, size made no further difference [[4]].\n- **Advice ages quickly.** Guides older than two years were followed in ${random.between(31, 48)} percent of the cases and abandoned in most of them [[6]].\n- **Tools matter less than order.** Changing the sequence of steps had a larger effect than changing the tool [[3]].\n\nNot supported, although often repeated, is the claim that success depends mainly on budget. In the material the correlation was weak, and it vanished once preparation was taken into account [[2,5]].`,
    ),
    long(
      `> “We had argued for a year about which way was right. Then we wrote down what we would accept as an answer, and the argument was over in a week.” — an invented voice from the simulated survey [[6]]`,
    ),
    both(`## 4. The choices compared`),
    both(
      `Four ways of dealing with “${topic}” turn up again and again. None of them is best on every line; which one fits depends on how much can be changed later and at what price [[3,8]].`,
    ),
    both(
      `| Way | Cost at the start | Cost per year | Easy to undo | Evidence |\n| --- | ---: | ---: | :---: | --- |\n| Leave things as they are | 0 | ${cost} | yes | moderate [[1]] |\n| Improve step by step | ${cost} | ${Math.round(cost * 0.6)} | yes | good [[2,7]] |\n| Replace in one go | ${cost * 4} | ${Math.round(cost * 0.4)} | no | weak [[4]] |\n| Hand over to others | ${cost * 2} | ${Math.round(cost * 1.3)} | partly | mixed [[5,8]] |`,
    ),
    long(
      `*Costs are index figures, not money, and invented like everything else here.* The second line wins most comparisons because it keeps a way back open. The third line wins where the present state is so bad that every improvement of it would be thrown away soon [[4]]. The fourth is cheaper than it looks only if the handover itself is planned as a project, with an end and an owner [[8]].`,
    ),
    long(
      `It is worth saying what the table leaves out. It does not show morale, which several authors think decisive and nobody has measured [[6]]. It does not show the price of waiting either, which is zero in quiet times and can be higher than all other figures together when rules change at short notice [[5]].`,
    ),
    both(`## 5. Risks and open questions`),
    long(
      `Failures are described less often than successes, yet the few honest accounts are the most instructive part of the material [[6,8]]. They fall into three groups:\n\n- **Risks of the start:** a goal that cannot fail, and therefore cannot be reached; a first part that nobody would miss.\n- **Risks of widening:** exceptions that are allowed once and become the rule; records kept in several places [[3]].\n- **Risks of upkeep:** the owner leaves, the check is skipped, and after ${random.between(4, 9)} months nobody knows why anything is done [[8]].`,
    ),
    both(
      `Open, and not to be settled from the present material, is whether the good results last longer than two years, whether they carry over to much larger groups, and how much of the effect is simply due to somebody paying attention [[5]]. Critics have a point when they ask for a comparison group that also gets attention, but nothing else [[6]].`,
    ),
    both(`## 6. Recommendation`),
    both(
      `For most readers the sensible course is to improve step by step, beginning with one part small enough to be finished within ${weeks} weeks [[2,7]]. The order matters more than the speed:\n\n1. Write down the goal so that it could fail, and who may say that it has.\n2. Take the baseline before anything is changed [[1]].\n3. Finish one part, wait, and compare.\n4. Widen only what has held; stop what got worse twice in a row.\n5. Name an owner and a monthly hour for upkeep, and put both on paper [[8]].`,
    ),
    long(
      `Replacing everything in one go should be kept for two situations: the present state is about to be forbidden, or it can no longer be repaired by anybody [[4]]. Handing over is a good answer to missing time and a poor one to missing clarity, because what is unclear inside becomes expensive outside [[5,8]].`,
    ),
    both(
      `In one sentence: **decide what would count as an answer before looking for one**, and “${topic}” turns from a matter of taste into a matter of record [[1,3]].`,
    ),
  ];
}

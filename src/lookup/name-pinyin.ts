/** How a name is said. For the build: the package is too large for a browser. */
import { customPinyin, pinyin } from 'pinyin-pro';
import { SYLLABLES } from './syllables.ts';

/**
 * Where the package is mistaken about what stands in names: characters on their own, places, families, trades. Written as
 * `simplify` leaves them: 干县 is 乾县.
 */
const READINGS = `
都 du
浚县 xun xian,乐清 yue qing,乐亭 lao ting,乐陵 lao ling,单县 shan xian,洪洞 hong tong,大埔 da bu,黄陂 huang pi,吴堡 wu bu
瓦窑堡 wa yao bu,涡阳 guo yang,蔚县 yu xian,莘庄 xin zhuang,歙县 she xian,泌阳 bi yang,浒墅关 xu shu guan,浒湾 xu wan
什邡 shi fang,筠连 jun lian,六合区 lu he qu,南京市六合 nan jing shi lu he,喀什 ka shi,尉犁 yu li,珲春 hun chun,穆棱 mu ling
绥棱 sui ling,繁峙 fan shi,大栅栏 da shi lan,栟茶 ben cha,牟定 mou ding,罗布泊 luo bu po,干县 qian xian,干安县 qian an xian
干陵 qian ling,干隆 qian long,干坤 qian kun
查氏 zha shi,解氏 xie shi,单氏 shan shi,区氏 ou shi,仇氏 qiu shi,朴氏 piao shi,缪氏 miao shi,曾氏 zeng shi,盖氏 ge shi
打击乐 da ji yue,古乐 gu yue,琴行 qin hang,央行 yang hang,参茸 shen rong,藏药 zang yao,藏医 zang yi,藏语 zang yu,藏文 zang wen
藏獒 zang ao,藏香 zang xiang,藏毯 zang tan,藏戏 zang xi,藏传 zang chuan,汉藏 han zang,率先 shuai xian,给排水 ji pai shui
差旅 chai lv,阿胶 e jiao,胶粘剂 jiao zhan ji,粘接 zhan jie,今朝 jin zhao,切削 qie xue,湖泊 hu po,荨麻疹 xun ma zhen
碑拓 bei ta,木刨 mu bao,圩田 wei tian`;

customPinyin(
  Object.fromEntries(
    READINGS.trim()
      .split(/[,\n]/)
      .map((reading) => {
        const blank = reading.indexOf(' ');
        return [reading.slice(0, blank), reading.slice(blank + 1)];
      }),
  ),
);

/** One toneless syllable (`ü` written `v`) for each character of a normalised name, in context; '' where none is known. */
export function namePinyin(key: string): string[] {
  const syllables = pinyin(key, { type: 'array', toneType: 'none', v: true, toneSandhi: false });
  // What the package cannot say comes back as it is: a letter may look like a syllable.
  return [...key].map((character, i) =>
    SYLLABLES.has(syllables[i]!) && syllables[i] !== character ? syllables[i]! : '',
  );
}

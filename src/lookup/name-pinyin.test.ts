import { expect, test } from 'vitest';
import { namePinyin } from './name-pinyin.ts';

test.each([
  ['中国银行业协会', 'zhong guo yin hang ye xie hui'],
  ['重庆市重工业联合会', 'chong qing shi zhong gong ye lian he hui'],
  ['长沙市校长协会', 'chang sha shi xiao zhang xie hui'],
  ['会计学会', 'kuai ji xue hui'],
  ['音乐家协会', 'yin yue jia xie hui'],
  ['打击乐学会', 'da ji yue xue hui'],
  ['六安市', 'lu an shi'],
  ['番禺区', 'pan yu qu'],
  ['厦门市大厦业主协会', 'xia men shi da sha ye zhu xie hui'],
  ['成都市收藏家协会', 'cheng du shi shou cang jia xie hui'],
  ['西藏藏医学会', 'xi zang zang yi xue hui'],
  ['尧都区', 'yao du qu'],
  ['乐亭县', 'lao ting xian'],
  ['乐山市', 'le shan shi'],
  ['干县干果协会', 'qian xian gan guo xie hui'],
  ['单氏宗亲会', 'shan shi zong qin hui'],
  ['人参协会', 'ren shen xie hui'],
  ['调解与调查中心', 'tiao jie yu diao cha zhong xin'],
  ['女子绿色旅行社', 'nv zi lv se lv xing she'],
])('%s is said %s', (name, said) => {
  expect(namePinyin(name).join(' ')).toBe(said);
});

test.each([
  ['a竹2编𠮷会', ['', 'zhu', '', 'bian', '', 'hui']],
  ['ang竹', ['', '', '', 'zhu']],
  ['', []],
])('%s keeps the places of what is not said', (name, syllables) => {
  expect(namePinyin(name)).toEqual(syllables);
});

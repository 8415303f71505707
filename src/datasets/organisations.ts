import { CLASS_TYPES } from '../domain/credit-code.ts';
import { defineDataset, optional, ordered, required, type RecordOf } from './dataset.ts';
import { address, amount, choice, creditCode, date, endDate, list, name, region, tags, text } from './types.ts';

export const ORGANISATION_TYPES = ['社会团体', '民办非企业单位', '基金会'] as const;
export const ORGANISATION_TAGS = ['行业协会商会', '志愿服务组织', '慈善组织', '公开募捐资格'] as const;

export const organisations = defineDataset({
  id: 'organisations',
  title: '社会组织登记',
  summary: '登记管理机关登记的社会团体、民办非企业单位（社会服务机构）和基金会，一家一行。',
  cadence: '随登记更新',
  columns: {
    code: required('统一社会信用代码', creditCode(), {
      aliases: ['信用代码', '社会信用代码', '统一社会信用代码证号', '统一信用代码'],
      example: '51990100MJ0000018U',
      note: '18位。请先把这一列设为文本格式，否则表格软件会把数字改坏。',
    }),
    name: required('社会组织名称', name(), {
      aliases: ['名称', '机构名称', '组织名称', '单位名称'],
      example: '澜江市竹编行业协会',
      note: '登记证书上的全称，照原样写。',
    }),
    shortName: optional('简称', list('文字，可有多个'), { aliases: ['组织简称', '名称简称'], example: '澜江竹编协会' }),
    type: required(
      '社会组织类型',
      choice(ORGANISATION_TYPES, {
        社会服务机构: '民办非企业单位',
        民非: '民办非企业单位',
        民办非企业: '民办非企业单位',
        社团: '社会团体',
      }),
      {
        aliases: ['组织类型', '类型', '机构类型', '社会组织类别'],
        example: '社会团体',
        note: '社会服务机构按民办非企业单位记。',
      },
    ),
    status: required(
      '登记状态',
      choice(['正常', '注销', '撤销', '吊销'], {
        已注销: '注销',
        注销登记: '注销',
        已撤销: '撤销',
        撤销登记: '撤销',
        已吊销: '吊销',
        吊销登记证书: '吊销',
      }),
      {
        aliases: ['状态', '组织状态', '登记情况'],
        example: '正常',
      },
    ),
    authority: required('登记管理机关', text(), {
      aliases: ['登记机关', '发证机关', '登记部门', '登记管理机关名称'],
      example: '澜江市民政局',
    }),
    supervisor: optional('业务主管单位', text(), {
      aliases: ['业务主管部门', '主管单位', '业务主管机关'],
      example: '澜江市工业和信息化局',
    }),
    registeredOn: optional('成立登记日期', date(), {
      aliases: ['成立日期', '成立时间', '注册日期', '登记日期', '成立登记时间'],
      example: '2015-03-01',
      happened: true,
    }),
    legalRepresentative: optional('法定代表人', text(), {
      aliases: ['负责人', '法人代表', '法定代表人姓名', '法人'],
      example: '林望溪',
    }),
    capital: optional('注册资金(万元)', amount(10_000), {
      aliases: [
        '注册资金',
        '注册资本',
        '开办资金',
        '开办资金(万元)',
        '原始基金数额',
        '原始基金数额(万元)',
        '注册资金(单位:万元)',
      ],
      example: '10',
    }),
    scope: optional('业务范围', text(), {
      aliases: ['业务活动范围', '宗旨和业务范围'],
      example: '行业培训、标准宣传、信息交流。',
    }),
    address: optional('住所', text(), {
      aliases: ['住所地', '地址', '办公地址', '登记住所'],
      example: '澜江市临浦区竹溪路12号',
    }),
    certificateFrom: optional('证书有效期自', date(), {
      aliases: ['证书有效期限(始)', '有效期限自', '有效期自', '证书有效期起', '证书有效期限始'],
      example: '2023-03-01',
    }),
    certificateTo: optional('证书有效期至', endDate(), {
      aliases: ['证书有效期限(至)', '有效期限至', '证书有效期止', '证书有效期限至', '证书有效期'],
      example: '2028-02-29',
      note: '登记证书的最后有效日；没有期限的写长期。',
      decisive: true,
    }),
    region: optional('行政区划代码', region(), {
      aliases: ['行政区划', '所属行政区划', '区划代码'],
      example: '990100',
      note: '不填时按信用代码第3至8位归到登记机关所在地。',
    }),
    tags: optional('组织标识', tags(ORGANISATION_TAGS), { aliases: ['标识', '组织标签'], example: '行业协会商会' }),
    fields: optional('行业领域', list('文字，可有多个'), {
      aliases: ['行业分类', '领域', '行业', '活动领域'],
      example: '工艺美术',
    }),
    website: optional('官方网站', address(), { aliases: ['网址', '网站', '官网'], example: 'https://zhubian.example' }),
    source: optional('来源', list('来源编号，可有多个'), {
      aliases: ['来源编号', '信息来源', '数据来源'],
      example: 'S001',
    }),
    updatedOn: optional('更新日期', date(), {
      aliases: ['最后更新日期', '更新时间', '数据更新日期'],
      example: '2026-11-01',
      happened: true,
    }),
  },
  key: ['code'],
  indexed: [
    'code',
    'name',
    'type',
    'status',
    'authority',
    'registeredOn',
    'certificateTo',
    'region',
    'tags',
    'fields',
    'source',
  ],
  source: 'source',
  ends: { status: ['正常'] },
  check: (record) => [
    ...ordered(record.certificateFrom, record.certificateTo, {
      field: 'certificateTo',
      code: 'certificate-ends-before-it-begins',
      message: `证书有效期至 ${record.certificateTo} 早于有效期自 ${record.certificateFrom}`,
      suggestion: '请核对登记证书上的两个日期',
    }),
    ...typeAgainstCode(record),
  ],
});

export type Organisation = RecordOf<typeof organisations.columns>;

function typeAgainstCode({ code, type }: { code: string; type: string }) {
  const expected = CLASS_TYPES[code[1] as keyof typeof CLASS_TYPES] as string | undefined;
  if (expected === type) return [];
  return [
    {
      field: 'type',
      code: 'type-against-code' as const,
      message:
        expected === undefined
          ? `代码以${code.slice(0, 2)}开头，属民政部门登记的其他机构，类型却写「${type}」`
          : `代码以${code.slice(0, 2)}开头，应是${expected}，类型却写「${type}」`,
      suggestion: '请对照登记证书核对类型和代码',
    },
  ];
}

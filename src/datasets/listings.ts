/** The two credit lists share one shape and one set of rules. */
import { startOf, type IsoDate } from '../domain/date.ts';
import {
  ABNORMAL_GROUNDS,
  isOnList,
  mayBeShown,
  recogniseGround,
  SERIOUS_GROUNDS,
  type Ground,
  type Listing,
} from '../domain/listing.ts';
import {
  defineDataset,
  optional,
  ordered,
  required,
  type ListDescription,
  type ListState,
  type RecordOf,
} from './dataset.ts';
import { organisationCode, sourceIds } from './shared-columns.ts';
import { date, endDate, text } from './types.ts';

function listingDataset(
  id: string,
  title: string,
  summary: string,
  grounds: readonly Ground[],
  list: Omit<ListDescription, 'states' | 'stateOf'>,
  tone: ListState['tone'],
) {
  return defineDataset({
    id,
    title,
    summary,
    cadence: '随决定更新（登记管理机关应在5个工作日内录入）',
    columns: {
      code: organisationCode,
      listedOn: required('列入日期', date(), {
        aliases: ['列入时间', '列入名录日期', '列入名录时间'],
        example: '2025-07-01',
        happened: true,
      }),
      ground: required('列入事由', text(), {
        aliases: ['列入原因', '列入理由', '列入情形'],
        example: grounds[0]!.text,
        note: `规定的情形：${grounds.map((ground) => ground.text).join('；')}。其他写法原样显示。`,
      }),
      listedBy: optional('列入决定机关', text(), {
        aliases: ['作出决定机关', '列入机关', '决定机关', '作出列入决定机关'],
        example: '澜江市民政局',
      }),
      removedOn: optional('移出日期', date(), {
        aliases: ['移出时间', '移出名录日期', '移出名录时间'],
        example: '2026-03-02',
        decisive: true,
        happened: true,
      }),
      removalGround: optional('移出事由', text(), { aliases: ['移出原因', '移出理由'], example: '已补报年度工作报告' }),
      repairedOn: optional('信用修复日期', date(), {
        aliases: ['修复日期', '信用修复时间'],
        example: '2026-03-20',
        decisive: true,
        note: '从这一天起，这一行不再公布。',
      }),
      publishUntil: optional('公示截止日期', endDate(), {
        aliases: ['公示期限', '公示截止时间', '公示期至'],
        example: '2027-07-01',
        decisive: true,
        note: '最后公示日；过了这一天不再公布。',
      }),
      source: sourceIds,
    },
    key: ['code', 'listedOn', 'ground'],
    organisation: 'code',
    source: 'source',
    ends: { removedOn: [] },
    check: (record) => [
      ...ordered(record.listedOn, record.removedOn, {
        field: 'removedOn',
        code: 'removed-before-listed',
        message: `移出日期 ${record.removedOn} 早于列入日期 ${record.listedOn}`,
        suggestion: '请核对两个日期，可能填反了',
      }),
      ...(recogniseGround(record.ground, grounds) === undefined
        ? [
            {
              field: 'ground',
              code: 'unknown-ground' as const,
              message: `「${record.ground}」不在规定的${grounds.length}种情形之内，原样显示`,
              suggestion: '请对照规定的情形填写',
            },
          ]
        : []),
    ],
    isPublishable: (record, asOf) => startOf(record.listedOn) <= asOf && mayBeShown(record, asOf),
    list: {
      ...list,
      states: [
        { id: 'current', label: '在列', tone },
        { id: 'removed', label: '已移出', tone: 'plain' },
      ],
      stateOf: (record: Listing, asOf: IsoDate) => (isOnList(record, asOf) ? 'current' : 'removed'),
    },
  });
}

export const abnormalListings = listingDataset(
  'abnormal-listings',
  '活动异常名录',
  '登记管理机关列入活动异常名录的社会组织，每次列入一行。',
  ABNORMAL_GROUNDS,
  {
    slug: 'abnormal',
    meaning:
      '列入名录的组织是依法登记的，只是没有按规定做某件事。改正后可以申请移出；满两年没有改正的，会转入严重违法失信名单。',
    guide: 'abnormal-list',
    cutBy: 'listedOn',
    shows: ['ground', 'listedOn', 'listedBy', 'removedOn'],
  },
  'caution',
);

export const seriousListings = listingDataset(
  'serious-listings',
  '严重违法失信名单',
  '登记管理机关列入严重违法失信名单的社会组织，每次列入一行。',
  SERIOUS_GROUNDS,
  {
    slug: 'serious',
    meaning:
      '列入名单的组织至少两年内受重点监管，不得获得政府资助、承接政府购买服务和获得荣誉称号。在名单上不等于是非法社会组织；其中有的已被撤销登记或者吊销证书，要同时看登记状态。',
    guide: 'serious-list',
    cutBy: 'listedOn',
    shows: ['ground', 'listedOn', 'listedBy', 'removedOn'],
  },
  'warning',
);

export type ListingRow = RecordOf<typeof abnormalListings.columns>;

/** What a public fundraising campaign is for. */
export interface Campaign {
  readonly title: string;
  readonly purpose: string;
  readonly beneficiaries: string;
}

export const CAMPAIGNS: readonly Campaign[] = [
  { title: '乡村图书角', purpose: '为乡村小学添置图书和书架', beneficiaries: '乡村小学学生' },
  { title: '暖冬包裹', purpose: '为困难家庭儿童购置冬衣', beneficiaries: '困难家庭儿童' },
  { title: '爱心午餐', purpose: '补贴乡村学校学生午餐', beneficiaries: '乡村学校学生' },
  { title: '护苗助学', purpose: '资助困难学生完成学业', beneficiaries: '困难家庭中小学生' },
  { title: '圆梦大学', purpose: '资助困难新生入学费用', beneficiaries: '当年考上大学的困难学生' },
  { title: '长者食堂', purpose: '补贴高龄独居老人就餐', beneficiaries: '高龄、独居老人' },
  { title: '光明行动', purpose: '资助白内障患者手术', beneficiaries: '低收入白内障患者' },
  { title: '大病救助', purpose: '补助大病患者医疗费用', beneficiaries: '困难家庭大病患者' },
  { title: '听见未来', purpose: '资助听障儿童康复训练', beneficiaries: '听力障碍儿童' },
  { title: '星语计划', purpose: '资助孤独症儿童康复训练', beneficiaries: '孤独症儿童' },
  { title: '碧水行动', purpose: '支持河流巡护和水质监测', beneficiaries: '沿河居民' },
  { title: '候鸟家园', purpose: '修复湿地，救护候鸟', beneficiaries: '湿地及周边社区' },
  { title: '山村卫生室', purpose: '为村卫生室添置设备', beneficiaries: '山区村民' },
  { title: '女童成长课', purpose: '开展女童健康教育', beneficiaries: '乡村女童' },
  { title: '无障碍家园', purpose: '改造残疾人家庭设施', beneficiaries: '困难残疾人家庭' },
  { title: '传艺计划', purpose: '资助传统技艺传承', beneficiaries: '非遗传承人和学徒' },
  { title: '点亮村道', purpose: '为村道安装路灯', beneficiaries: '偏远乡村居民' },
  { title: '流动科学课', purpose: '送科学实验课进乡村', beneficiaries: '乡村中小学生' },
  { title: '情暖环卫', purpose: '慰问一线环卫工人', beneficiaries: '环卫工人' },
  { title: '净水入校', purpose: '为学校安装净水设备', beneficiaries: '乡村学校师生' },
  { title: '慈善一日捐', purpose: '用于扶老、助残、救孤、济困', beneficiaries: '困难群众' },
  { title: '社区微基金', purpose: '支持居民互助项目', beneficiaries: '社区居民' },
];

/** Campaigns that cannot wait for a filing ten days ahead. */
export const EMERGENCIES: readonly Campaign[] = [
  { title: '抗洪救灾紧急募捐', purpose: '用于洪涝灾害救援和安置', beneficiaries: '受灾群众' },
  { title: '抗击台风紧急募捐', purpose: '用于台风灾害救援和重建', beneficiaries: '受灾群众' },
  { title: '山火救援紧急募捐', purpose: '用于山火救援和受灾安置', beneficiaries: '受灾群众和救援队伍' },
  { title: '抗震救灾紧急募捐', purpose: '用于地震灾害救援和安置', beneficiaries: '受灾群众' },
];

export const PARTNERS: readonly string[] = [
  '澜江晨帆公益传播有限公司',
  '澜江云舟网络科技有限公司',
  '砚川墨禾文化有限公司',
  '岚屿海棠渔业有限公司',
  '霁州晴麓商业有限公司',
  '沅岭茶坞农业有限公司',
];

import type { Kind } from './kind.ts';
import { words } from './words.ts';

const TRADES = words(`
  茶叶 竹编 陶瓷 家具 餐饮 烹饪 酒店 民宿 旅游 物流 快递 仓储 印刷 包装 服装 纺织 丝绸 刺绣 皮革 制鞋 箱包 玩具 文具 眼镜 钟表
  珠宝 五金 机械 模具 铸造 轴承 阀门 水泵 电机 电线电缆 照明电器 家用电器 电子信息 软件 互联网 大数据 人工智能 物联网 集成电路
  光伏 新能源 储能 充电设施 汽车销售 汽车维修 机动车检测 二手车 电动自行车 道路运输 出租汽车 船舶 港口 造纸 化工 涂料 塑料 橡胶
  建材 石材 水泥 混凝土 玻璃 门窗 建筑 建筑装饰 市政工程 园林绿化 房地产 房地产中介 物业管理 工程造价 建设监理 勘察设计
  测绘地理信息 招标投标 拍卖 典当 融资担保 保险 会计服务 资产评估 税务服务 广告 会展 文化娱乐 出版发行 影视制作 演出 美容美发
  家政服务 养老服务 母婴服务 花卉 苗木 种业 饲料 兽药 肥料 农业机械 粮食 食用油 肉类 水产 乳品 调味品 豆制品 糕点 酒业 饮料
  果品 蔬菜 食用菌 蜂产品 中药材 医药 医疗器械 节能环保 再生资源 安全防范 消防技术 电梯 人力资源服务 检验检测 标准化 质量 商标
  知识产权 电子商务 跨境电商 对外贸易 连锁经营 零售 农贸市场 供应链 冷链 无人机 智能制造 数字经济 宠物 摄影服务 婚庆服务`);

// Places outside the fictional province, no less invented.
const HOME_PLACES = words(
  '沧屿 岚岳 松漠 桂麓 瀚溟 鲸湾 霞屿 珞泉 鹿汀 雪漠 檀州湾 溟州 墨岭 椰屿 朔漠 青漠 橡湾 琥州 锦漠 澈湖 枫漠 笙州 箫江 屏屿',
);

const DISCIPLINES = words(`
  历史 考古 文字 语言 文学 诗词 楹联 哲学 伦理 法学 社会学 人口 统计 会计 审计 财政 税务 金融 管理 行政管理 教育 高等教育 职业教育
  学前教育 心理 数学 物理 化学 地质 地理 气象 水利 土木建筑 测绘 机械工程 电机工程 自动化 计算机 通信 造船 纺织工程 农学 林学 园艺
  作物 畜牧兽医 水产 昆虫 植物 植物保护 土壤肥料 生态 环境科学 中医药 针灸 护理 药学 预防医学 营养 口腔医学 康复医学 老年医学 遗传
  图书馆 档案 博物馆 方志 民俗 民间文艺 茶文化 陶瓷史 水文化 地名 城市科学 知识产权 科普 科技史 科技情报 家庭教育 乡村建设 古建筑`);

const CAUSES = words(
  '青年 巾帼 应急救援 水上救援 山地救援 助学 敬老 环保 文明交通 助残 无偿献血 护河 禁毒 消防 普法 心理援助 文化 社区 夕阳红 护苗 爱心送考 植树 垃圾分类 博物馆 图书馆 医疗 科技 金融知识 反诈宣传',
);

const SPORTS = words(`
  篮球 足球 排球 气排球 乒乓球 羽毛球 网球 门球 台球 柔力球 太极拳 武术 散打 跆拳道 空手道 拳击 摔跤 柔道 击剑 射箭 田径 长跑
  马拉松 健步走 登山 徒步 攀岩 自行车 游泳 冬泳 潜水 皮划艇 赛艇 龙舟 帆船 钓鱼 轮滑 滑板 滑冰 滑雪 冰壶 体操 健美操 广场舞
  体育舞蹈 街舞 瑜伽 健身气功 围棋 象棋 国际象棋 桥牌 跳绳 毽球 陀螺 舞龙舞狮 风筝 信鸽 航空模型 无线电测向 电子竞技 飞盘 橄榄球
  棒垒球 手球 曲棍球 马术 定向越野 铁人三项`);

const ARTISTS = words(
  '书法家 美术家 摄影家 作家 音乐家 舞蹈家 戏剧家 曲艺家 杂技家 民间文艺家 电影家 电视艺术家 文艺评论家 青年作家 青年书法家 女书法家 女摄影家 女作家 老年书法家 少儿美术家 工艺美术家 网络作家 剧作家 歌唱家 收藏家 朗诵家',
);

const ARTS = words(`
  诗词 楹联 硬笔书法 篆刻 剪纸 根雕 奇石 盆景 花鸟画 山水画 版画 油画 漫画 工笔画 朗诵 合唱 民乐 二胡 古琴 古筝 笛箫 口琴 钢琴
  吉他 管乐 地方戏曲 木偶戏 皮影 灯谜 集邮 收藏 钱币 陶艺 竹艺 木雕 石雕 玉雕 刺绣 编织 漆艺 花艺 茶艺 香道 汉服 旗袍
  非物质文化遗产 民俗 乡土文化 阅读 影视 动漫 网络文学 儿童文学 民间故事 山歌 龙灯 年画 古建筑 水墨`);

const CROPS = words(`
  茶叶 柑橘 蜜柚 杨梅 枇杷 葡萄 草莓 蓝莓 猕猴桃 火龙果 樱桃 蜜桃 雪梨 红枣 柿子 板栗 核桃 油茶 油菜 水稻 小麦 玉米 马铃薯 红薯
  花生 大豆 芝麻 甘蔗 棉花 桑蚕 莲藕 茭白 芋头 山药 生姜 大蒜 辣椒 番茄 西瓜 甜瓜 竹笋 香菇 木耳 羊肚菌 灵芝 铁皮石斛 黄精 白术
  金银花 菊花 玫瑰 兰花 苗木 生猪 肉牛 奶牛 山羊 湖羊 蛋鸡 土鸡 麻鸭 白鹅 肉兔 蜜蜂 淡水鱼 小龙虾 河蟹 甲鱼 泥鳅 牛蛙`);

const GROUPS = words(
  '青年企业家 女企业家 归国留学人员 新的社会阶层人士 个体劳动者 私营企业 科技工作者 农民企业家 返乡创业青年 网络人士 退役军人创业者 职业经理人 教育工作者 医务工作者 妇女创业者 侨界青年 文艺工作者 青年科技工作者 残疾人创业者 大学生村官 农村致富带头人 自由职业者',
);

const AIMS = words(`
  县域经济 乡村振兴 海洋经济 低空经济 民营经济 城市品牌 生态文明 绿色发展 河湖保护 湿地保护 野生动物保护 诚信建设 公益事业 全民阅读
  全民健身 健康教育 养生文化 科技创新 产学研合作 人才交流 青年创业 妇女儿童事业 残疾人事业 老龄事业 法治文化 社区治理 消费维权
  食品安全 道路交通安全 文化旅游 文化产业 茶产业 竹产业 中医药文化 对外文化交流 城乡融合 古村落保护 家风家教 书香文化 节水 光彩事业`);

/** Kinds of 社会团体. */
export const ASSOCIATIONS: readonly Kind[] = [
  {
    id: 'trade',
    weight: 16,
    levels: [0.14, 0.38, 0.48],
    fields: TRADES,
    forms: ['协会', '行业协会', '商会'],
    rareForms: ['产业协会', '行业联合会', '产业促进会', '企业商会', '经营者协会', '技术协会', '从业人员协会'],
    branded: 0,
    township: 0,
    sectors: ['工商服务', '行业自律', '产业发展', '商贸流通'],
    department: 'none',
    scopes: ['{}行业自律、培训和信息服务', '{}行业调研、标准宣传、交流合作', '协调{}行业关系，维护会员权益'],
    capital: [3, 50],
    tag: '行业协会商会',
    charity: 0,
  },
  {
    id: 'chamber',
    weight: 1.5,
    levels: [0.2, 0.6, 0.2],
    fields: HOME_PLACES,
    forms: ['商会'],
    rareForms: ['青年商会'],
    branded: 0,
    township: 0,
    sectors: ['工商服务', '经济合作'],
    department: 'none',
    scopes: ['服务{}籍会员，促进两地经贸合作', '会员服务、投资促进、公益活动'],
    capital: [5, 50],
    tag: '行业协会商会',
    charity: 0,
  },
  {
    id: 'scholars',
    weight: 7,
    levels: [0.25, 0.35, 0.4],
    fields: DISCIPLINES,
    forms: ['学会', '研究会'],
    rareForms: ['学术研究会', '研究促进会', '学术交流促进会'],
    branded: 0,
    township: 0,
    sectors: ['科学研究', '学术交流', '科学普及'],
    department: 'scholars',
    scopes: ['{}学术研究、交流和普及', '组织{}课题研究和学术会议'],
    capital: [3, 10],
    charity: 0,
  },
  {
    id: 'volunteers',
    weight: 10,
    levels: [0.02, 0.13, 0.85],
    fields: ['', ...CAUSES],
    forms: ['志愿者协会', '志愿服务协会', '志愿者联合会'],
    rareForms: ['志愿服务促进会', '义工协会', '志愿服务联合会', '义工联合会'],
    branded: 0.12,
    township: 0.1,
    sectors: ['志愿服务', '社会服务'],
    department: 'volunteers',
    scopes: ['组织志愿者开展{}服务', '{}志愿服务、培训和宣传'],
    capital: [1, 5],
    tag: '志愿服务组织',
    charity: 0.03,
  },
  {
    id: 'sports',
    weight: 11,
    levels: [0.05, 0.2, 0.75],
    fields: SPORTS,
    forms: ['协会', '运动协会'],
    rareForms: ['爱好者协会', '运动联合会', '运动促进会', '俱乐部联合会'],
    branded: 0,
    township: 0.04,
    sectors: ['体育', '全民健身'],
    department: 'sport',
    scopes: ['{}培训、比赛和交流', '推广{}运动，组织赛事活动'],
    capital: [1, 10],
    charity: 0,
  },
  {
    id: 'artists',
    weight: 5,
    levels: [0.08, 0.22, 0.7],
    fields: ARTISTS,
    forms: ['协会'],
    rareForms: ['联谊会', '联合会', '学会'],
    branded: 0,
    township: 0,
    sectors: ['文化艺术'],
    department: 'arts',
    scopes: ['文艺创作、展览和采风交流', '组织创作活动，培养青年作者'],
    capital: [1, 10],
    charity: 0,
  },
  {
    id: 'arts',
    weight: 8,
    levels: [0.05, 0.2, 0.75],
    fields: ARTS,
    forms: ['协会', '艺术协会'],
    rareForms: ['爱好者协会', '文化促进会', '艺术交流协会', '文化研究会', '传承保护协会'],
    branded: 0,
    township: 0.04,
    sectors: ['文化艺术', '非遗传承'],
    department: 'culture',
    scopes: ['{}创作、展示和交流', '{}传承、培训和展演'],
    capital: [1, 10],
    charity: 0,
  },
  {
    id: 'elders',
    weight: 7,
    levels: [0.01, 0.05, 0.94],
    fields: words(
      '老年人 老年人体育 老年书画 老年文艺 老年教育 老年科技工作者 离退休教师 老年旅游 老年健康 老年摄影 老年合唱',
    ),
    forms: ['协会'],
    rareForms: ['联谊会', '促进会', '联合会'],
    branded: 0,
    township: 0.5,
    village: 0.3,
    sectors: ['养老服务', '老龄事业'],
    department: 'civil',
    scopes: ['组织老年人文体活动，维护老年人权益', '老年人互助、学习和健康活动'],
    capital: [1, 3],
    charity: 0,
  },
  {
    id: 'community',
    weight: 9,
    levels: [0, 0, 1],
    fields: [''],
    forms: words('老年协会 乡贤联谊会 邻里互助会 用水者协会 社区发展协会 文体协会'),
    rareForms: words('乡风文明促进会 环境保护协会 平安建设促进会 护林协会 孝亲敬老协会'),
    branded: 0,
    township: 1,
    village: 0.75,
    sectors: ['社区服务', '乡村振兴'],
    department: 'civil',
    scopes: ['组织居民互助和文体活动', '参与基层治理，服务本地居民'],
    capital: [1, 3],
    charity: 0,
  },
  {
    id: 'farmers',
    weight: 10,
    levels: [0.01, 0.05, 0.94],
    fields: CROPS,
    forms: ['产业协会', '专业技术协会', '产销协会'],
    rareForms: ['技术推广协会', '产业发展促进会', '专业技术研究会', '品牌保护协会'],
    branded: 0,
    township: 0.3,
    village: 0.2,
    sectors: ['农业农村', '乡村振兴'],
    department: 'agriculture',
    scopes: ['{}生产技术培训和产销服务', '推广{}新品种、新技术'],
    capital: [1, 5],
    charity: 0,
  },
  {
    id: 'groups',
    weight: 5,
    levels: [0.08, 0.32, 0.6],
    fields: GROUPS,
    forms: ['联合会', '联谊会', '协会'],
    rareForms: ['创业促进会', '商会', '发展促进会'],
    branded: 0,
    township: 0,
    sectors: ['联谊服务', '创业就业'],
    department: 'civil',
    scopes: ['会员联谊、培训和互助', '团结会员，开展交流合作'],
    capital: [3, 10],
    charity: 0,
  },
  {
    id: 'aims',
    weight: 7,
    levels: [0.15, 0.35, 0.5],
    fields: AIMS,
    forms: ['促进会'],
    rareForms: ['发展促进会', '协会', '联合会', '研究会', '服务协会'],
    branded: 0,
    township: 0,
    sectors: ['社会服务', '公共事务', '生态环境'],
    department: 'civil',
    scopes: ['{}宣传、调研和交流', '开展{}公益活动和咨询'],
    capital: [3, 20],
    charity: 0.02,
  },
  {
    id: 'charity',
    weight: 0.6,
    levels: [0.01, 0.14, 0.85],
    fields: [''],
    forms: ['慈善总会', '慈善会'],
    rareForms: ['慈善协会', '慈善联合会'],
    branded: 0,
    township: 0.1,
    sectors: ['慈善公益'],
    department: 'civil',
    scopes: ['慈善募捐、扶贫济困、救灾救助', '募集善款，开展慈善救助'],
    capital: [10, 200],
    charity: 0.9,
  },
  {
    id: 'alumni',
    weight: 2.5,
    levels: [0.1, 0.4, 0.5],
    fields: words(
      '师范学院 职业技术学院 医学院 实验中学 外国语学校 高级中学 师范附属小学 农业职业学院 理工学院 中医药学院 艺术学校 财经学院',
    ),
    forms: ['校友会'],
    rareForms: ['校友联谊会', '校友总会'],
    branded: 0.75,
    township: 0,
    sectors: ['联谊服务', '教育'],
    department: 'education',
    scopes: ['校友联络、服务和助学', '联络校友，支持母校发展'],
    capital: [3, 10],
    charity: 0,
  },
];

/** What the downloads are, for machines: Data Package, version 2 (datapackage.org). */
import { datasetOf, type DatasetId } from '../datasets/index.ts';
import type { SiteInfo } from '../register/site.ts';

/**
 * The text of `/data/datapackage.json`: every dataset that has a download, with its columns as a Table Schema.
 *
 * @param ids of the datasets that have rows
 */
export function dataPackage(info: SiteInfo, ids: readonly DatasetId[]): string {
  const description = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'minglu',
    title: info.title,
    ...(info.example ? { description: '示例数据：只供演示，不说明任何真实组织的情况。' } : {}),
    ...(info.url === undefined ? {} : { homepage: info.url }),
    contributors: [{ title: info.operator, roles: ['publisher'] }],
    resources: ids.map((id) => resourceOf(id, ids)),
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}

function resourceOf(id: DatasetId, ids: readonly DatasetId[]) {
  const { title, summary, columns, key, organisation } = datasetOf(id);
  const headerOf = (field: string) => columns[field]!.header;
  const isOwned = organisation !== undefined && id !== 'organisations' && ids.includes('organisations');
  return {
    name: id,
    title,
    description: summary,
    path: `${id}.csv`,
    type: 'table',
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: {
      fields: Object.values(columns).map(({ header, type, note, example, required }) => ({
        name: header,
        // As text: a day may lack its month, an amount its unit.
        type: 'string',
        description: [type.words, note].filter((part) => part !== '').join('。'),
        ...(example === '' ? {} : { example }),
        ...(required ? { constraints: { required } } : {}),
      })),
      primaryKey: key.map(headerOf),
      ...(isOwned
        ? {
            foreignKeys: [
              {
                fields: [headerOf(organisation)],
                reference: { resource: 'organisations', fields: [datasetOf('organisations').columns['code']!.header] },
              },
            ],
          }
        : {}),
    },
  };
}

import { type FileRule, finding, inFolder } from '../rule.ts';

const MESSAGE = /^machines\/messages\/[^/]+\//;

/** actors/ moves messages without looking into them: it knows no OCPP message type. */
export const glueKnowsNoMessages: FileRule = {
  name: 'glue knows no messages',
  check: (file) =>
    inFolder(file.path, 'actors')
      ? file.imports
          .filter((entry) => entry.target !== null && MESSAGE.test(entry.target))
          .map((entry) =>
            finding(
              file,
              entry.line,
              `actors/ imports the OCPP message ${entry.target}`,
              'decide in machines/rules/, and pass payloads through unread',
            ),
          )
      : [],
};

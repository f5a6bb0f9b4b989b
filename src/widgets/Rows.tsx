// Paints prepared lines: one outer Text a row, nested Text a span (measured quicker than pre-coloured strings); a row that did not
// change is not built again.
import { Box, Text } from 'ink';
import { memo } from 'react';
import { sameLine, type Line } from '../lib/line.ts';
import { THEME } from '../lib/theme.ts';

/** `lines` fit `columns` already; a row is its place on the screen, so its index is its identity. */
export function Rows({ lines, columns }: { readonly lines: readonly Line[]; readonly columns: number }) {
  return (
    <Box flexDirection="column" width={columns} height={lines.length}>
      {lines.map((row, index) => (
        <Row key={index} row={row} />
      ))}
    </Box>
  );
}

const Row = memo(PaintedRow, (a, b) => sameLine(a.row, b.row));

function PaintedRow({ row }: { readonly row: Line }) {
  // An empty Text takes no row at all, so a blank line is one space.
  if (row.spans.every((piece) => piece.text === '')) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {row.spans.map((piece, index) => (
        <Text key={index} {...THEME[piece.style]} {...(piece.inverse === true ? { inverse: true } : {})}>
          {piece.text}
        </Text>
      ))}
    </Text>
  );
}

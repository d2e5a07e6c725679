import { type Piece, piecesOf } from "./small-tex.ts";

/** A formula with its indices and powers. */
export function Tex({ text }: { readonly text: string }) {
  return (
    <span class="tex">
      <Pieces pieces={piecesOf(text)} />
    </span>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return <>{pieces.map(setPiece)}</>;
}

function setPiece(piece: Piece, at: number) {
  switch (piece.kind) {
    case "letter":
      return <i key={at}>{piece.text}</i>;
    case "upright":
      return piece.text;
    case "low":
      return (
        <sub key={at}>
          <Pieces pieces={piece.pieces} />
        </sub>
      );
    case "high":
      return (
        <sup key={at}>
          <Pieces pieces={piece.pieces} />
        </sup>
      );
  }
}

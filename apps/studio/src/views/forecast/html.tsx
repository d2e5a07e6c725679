/** HTML that @recurra/report made: it escapes every text in it. */
export function Html({ text }: { readonly text: string }) {
  return <div dangerouslySetInnerHTML={{ __html: text }} />;
}

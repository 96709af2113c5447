-- Line breaks in cells of tables are HTML in Markdown, which pandoc leaves out of documents.
function RawInline(element)
  if element.format == "html" and element.text:match("^<br") then
    return pandoc.LineBreak()
  end
end

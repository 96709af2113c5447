-- What Markdown for pandoc cannot say.

-- Line breaks in cells of tables are HTML in Markdown, which pandoc leaves out of documents.
function RawInline(element)
  if element.format == "html" and element.text:match("^<br") then
    return pandoc.LineBreak()
  end
  -- What links in the document lead to.
  local id = element.format == "html" and element.text:match('^<a id="([^"]+)">$')
  if id then
    return pandoc.Span({}, pandoc.Attr(id))
  end
end

-- A comment before a table has the relative widths of its columns: <!-- widths 3 1 1 -->
function Blocks(blocks)
  for i = 1, #blocks - 1 do
    local block, tbl = blocks[i], blocks[i + 1]
    if block.t == "RawBlock" and tbl.t == "Table" and block.text:match("^<!%-%- widths ") then
      local widths, sum = {}, 0
      for width in block.text:gmatch("%d+") do
        widths[#widths + 1] = tonumber(width)
        sum = sum + tonumber(width)
      end
      for k, spec in ipairs(tbl.colspecs) do
        spec[2] = widths[k] and widths[k] / sum
      end
    end
    -- A paragraph in bold is a heading of what follows it.
    if FORMAT == "docx" and block.t == "Para" and #block.content == 1 and block.content[1].t == "Strong" then
      blocks[i] = pandoc.Div({ block }, pandoc.Attr("", {}, { ["custom-style"] = "Lead" }))
    end
  end
  return blocks
end

using System.Xml;

namespace OpenShift.NET.Sdk.Images.ConfigFiles;

/// <summary>Settings in XML: <c>add key="…" value="…"</c> and <c>add name="…" connectionString="…"</c> under their own name, every other attribute and text under that of its element.</summary>
internal static class XmlSettings
{
    /// <exception cref="XmlException">It is no XML; what was before the damage has been returned.</exception>
    public static IEnumerable<ConfigEntry> Read(string text)
    {
        // No entities and no other files: a document type is refused.
        using var reader = XmlReader.Create(
            new StringReader(text),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true, MaxCharactersInDocument = ConfigFile.MaximumSize });
        var place = (IXmlLineInfo)reader;
        string element = "";
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                yield return new ConfigEntry(element, reader.Value, place.LineNumber) { Column = place.LinePosition };
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                element = reader.LocalName;
                string? key = reader.GetAttribute("key") ?? reader.GetAttribute("name") ?? reader.GetAttribute("parameterName");
                while (reader.MoveToNextAttribute())
                {
                    string name = reader.LocalName;
                    string full = key is not null && name is "value" ? key
                        : key is not null && name is "connectionString" ? "connectionStrings:" + key
                        : element + ":" + name;
                    yield return new ConfigEntry(full, reader.Value, place.LineNumber) { Column = place.LinePosition };
                }

                reader.MoveToElement();
            }
        }
    }
}

using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>What is written from the declarations of properties and items.</summary>
internal static class DeclaredText
{
    private static readonly CompositeFormat Default = CompositeFormat.Parse("    <{0} Condition=\"'$({0})' == ''\">{1}</{0}>\n");
    private static readonly CompositeFormat HandedOver = CompositeFormat.Parse("      <{0} Include=\"{1}\" Value=\"$({1})\" />\n");

    /// <summary>Properties, items and metadata as lines of the list of public names.</summary>
    public static IEnumerable<string> Names =>
    [
        .. DeclaredProperties.All.Select(static p => $"property {p.Name}"),
        .. DeclaredItems.All.Select(static i => $"item {i.Name}"),
        .. DeclaredItems.All.SelectMany(static i => i.Metadata.Select(m => $"item {i.Name} metadata {m.Name}")),
    ];

    /// <summary>What the targets set where the project sets nothing.</summary>
    public static string Defaults =>
        string.Concat(DeclaredProperties.All.Where(static p => p.HandedTo != HandedTo.Build && p.BuildDefault is not null).Select(static p => string.Format(CultureInfo.InvariantCulture, Default, p.Name, p.BuildDefault)));

    /// <summary>The properties that Describe gets.</summary>
    public static string Properties => Lines("_OpenShiftProperty", static p => p.HandedTo != HandedTo.Build);

    /// <summary>The properties that the look-ahead gets.</summary>
    public static string LookaheadProperties => Lines("_OpenShiftAheadProperty", static p => p.HandedTo == HandedTo.DescribeAndLookahead);

    /// <summary>The items that Describe gets.</summary>
    public static string Items =>
        string.Concat(DeclaredItems.All.Where(static i => i.HandedTo != HandedTo.Build).Select(static i =>
            $"      <_OpenShiftItem Include=\"@({i.Name})\"{(i.HandedOverIf is null ? "" : $" Condition=\"{i.HandedOverIf}\"")} OpenShiftKind=\"{i.Kind}\" />\n"));

    /// <summary>The tables of the page of properties, each below its heading.</summary>
    public static string PropertyTables
    {
        get
        {
            var text = new StringBuilder();
            foreach (PropertyTopic topic in DeclaredProperties.Topics)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n## {topic.Heading}\n\n| property | default | what |\n|---|---|---|\n");
                for (int i = 0; i < topic.Properties.Length; i++)
                {
                    PropertyDeclaration first = topic.Properties[i];
                    if (first.Row == PropertyRow.Own)
                    {
                        PropertyDeclaration[] row = [first, .. topic.Properties[(i + 1)..].TakeWhile(static p => p.Row == PropertyRow.OfTheOneBefore)];
                        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", row.Select(static p => $"`{p.Name}`"))} | {string.Join(", ", row.Select(static p => p.ShownDefault).Distinct())} | {first.What} |\n");
                    }
                }
            }

            return text.Append('\n').ToString();
        }
    }

    /// <summary>The table of the page of items.</summary>
    public static string ItemTable =>
        "\n| item | metadata | what |\n|---|---|---|\n"
        + string.Concat(DeclaredItems.All.Where(static i => i.IsWritten).Select(static i => $"| `{i.Name}` | {string.Join(", ", i.Metadata.Select(Shown))} | {i.What} |\n"))
        + "\n";

    private static string Lines(string item, Func<PropertyDeclaration, bool> isOne) =>
        string.Concat(DeclaredProperties.All.Where(isOne).Select(p => string.Format(CultureInfo.InvariantCulture, HandedOver, item, p.Name)));

    private static string Shown(MetadataDeclaration metadata)
    {
        string values = string.Join(", ", metadata.Values.Select(v => v == metadata.Otherwise ? $"`{v}` (default)" : $"`{v}`"));
        string[] said = [.. ((string?[])[values, metadata.Remark]).OfType<string>().Where(static s => s.Length > 0)];
        return $"`{metadata.Name}`{(metadata.Of is null ? "" : " " + metadata.Of)}{(said.Length == 0 ? "" : $" ({string.Join("; ", said)})")}";
    }
}

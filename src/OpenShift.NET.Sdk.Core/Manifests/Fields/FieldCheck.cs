using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Fields;

/// <summary>Compares an object with the fields of its kind, as the API server does with <c>--validate=strict</c>.</summary>
internal sealed class FieldCheck
{
    private readonly FieldTable _table;
    private readonly ImmutableArray<FieldProblem>.Builder _problems = ImmutableArray.CreateBuilder<FieldProblem>();

    private FieldCheck(FieldTable table) => _table = table;

    /// <summary>What is wrong with an object of a type.</summary>
    public static ImmutableArray<FieldProblem> Check(YamlMapping root, string type, FieldTable table)
    {
        var check = new FieldCheck(table);
        check.Mapping(root, type, "");
        return check._problems.ToImmutable();
    }

    private void Mapping(YamlMapping mapping, string type, string path)
    {
        ImmutableArray<Field> fields = _table.FieldsOf(type);
        if (fields.IsEmpty)
        {
            return;
        }

        foreach (YamlEntry entry in mapping.Entries)
        {
            string at = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            Field? field = fields.FirstOrDefault(f => f.Name == entry.Key);
            if (field is null)
            {
                if (!ParameterReference.IsIn(entry.Key))
                {
                    _problems.Add(new FieldProblem(at, "is no field of the API", entry.Mark, Projects.NearestName.Of(entry.Key, fields.Select(static f => f.Name))));
                }
            }
            else
            {
                Value(entry.Value, field, field.Shape, at);
            }
        }

        foreach (Field field in fields)
        {
            if (field.IsRequired && mapping[field.Name] is null or YamlScalar { Kind: YamlScalarKind.Null })
            {
                _problems.Add(new FieldProblem(path.Length == 0 ? field.Name : $"{path}.{field.Name}", "is missing", mapping.Mark));
            }
        }
    }

    private void Value(YamlNode node, Field field, string shape, string path)
    {
        if (node is YamlScalar { Kind: YamlScalarKind.Null } || field.Type == FieldType.Any || (node is YamlScalar { Kind: YamlScalarKind.String } open && ParameterReference.IsIn(open.Text)))
        {
            return;
        }

        switch (shape)
        {
            case ['[', .. var inner]:
                if (node is not YamlSequence sequence)
                {
                    Wrong(node, path, "a list");
                    return;
                }

                for (int i = 0; i < sequence.Items.Length; i++)
                {
                    Value(sequence.Items[i], field, inner, FormattableString.Invariant($"{path}[{i}]"));
                }

                break;
            case ['{', .. var inner]:
                if (node is not YamlMapping map)
                {
                    Wrong(node, path, "a mapping");
                    return;
                }

                foreach (YamlEntry entry in map.Entries)
                {
                    Value(entry.Value, field, inner, $"{path}.{entry.Key}");
                }

                break;
            default:
                Plain(node, field, path);
                break;
        }
    }

    private void Plain(YamlNode node, Field field, string path)
    {
        if (field.Type == FieldType.Object)
        {
            if (node is YamlMapping mapping)
            {
                Mapping(mapping, field.Object, path);
            }
            else if (!_table.FieldsOf(field.Object).IsEmpty)
            {
                Wrong(node, path, "a mapping");
            }

            return;
        }

        YamlScalarKind? kind = (node as YamlScalar)?.Kind;
        string? wanted = field.Type switch
        {
            FieldType.Text when kind != YamlScalarKind.String => "a text",
            FieldType.Integer when kind != YamlScalarKind.Integer => "a whole number",
            FieldType.Number when kind is not (YamlScalarKind.Integer or YamlScalarKind.Float) => "a number",
            FieldType.Boolean when kind != YamlScalarKind.Boolean => "true or false",
            FieldType.IntegerOrText when kind is not (YamlScalarKind.Integer or YamlScalarKind.String) => "a whole number or a text",
            FieldType.Quantity when !IsQuantity(node) => "a quantity such as 250m or 256Mi",
            _ => null,
        };
        if (wanted is not null)
        {
            Wrong(node, path, wanted);
        }
    }

    private void Wrong(YamlNode node, string path, string wanted)
    {
        string seen = node switch
        {
            YamlMapping => "a mapping",
            YamlSequence => "a list",
            YamlScalar { Kind: YamlScalarKind.Boolean } scalar => $"the truth value {scalar.Text}",
            YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } => "a number",
            _ => "a text",
        };
        _problems.Add(new FieldProblem(path, $"is {seen} where the API takes {wanted}", node.Mark, wanted == "a text" && node is YamlScalar ? "\"" : null));
    }

    private static bool IsQuantity(YamlNode node) =>
        node is YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } || (node is YamlScalar { Kind: YamlScalarKind.String } text && Projects.Quantity.TryParse(text.Text, out _));
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Templates;

/// <summary>An OpenShift Template and what <c>oc process</c> makes of it (openshift/library-go, <c>pkg/template/templateprocessing</c>).</summary>
/// <param name="Object">The Template.</param>
/// <param name="Parameters">Its parameters; of two with one name the last counts.</param>
public sealed record ManifestTemplate(ManifestObject Object, ImmutableArray<TemplateParameter> Parameters)
{
    /// <summary>Reads an object as a Template.</summary>
    public static bool TryRead(ManifestObject manifest, [NotNullWhen(true)] out ManifestTemplate? template)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        template = null;
        if (manifest.Kind != "Template" || manifest.ApiVersion is not ("template.openshift.io/v1" or "v1"))
        {
            return false;
        }

        ImmutableArray<TemplateParameter>.Builder parameters = ImmutableArray.CreateBuilder<TemplateParameter>();
        foreach (YamlNode item in manifest.Root.ItemsAt("parameters"))
        {
            if (item is YamlMapping parameter)
            {
                parameters.Add(new TemplateParameter(parameter.TextAt("name") ?? "", parameter));
            }
        }

        template = new ManifestTemplate(manifest, parameters.ToImmutable());
        return true;
    }

    /// <summary>
    /// The objects with the parameters' defaults put in and the Template's labels on them. A reference to a parameter that has no value
    /// before processing (<see cref="TemplateParameter.IsOpen"/>), or that is none, stays as it is: <c>${NAME}</c>.
    /// </summary>
    public ImmutableArray<ManifestObject> Expand()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (TemplateParameter parameter in Parameters)
        {
            values.Remove(parameter.Name);
            if (!parameter.IsOpen)
            {
                values[parameter.Name] = parameter.Value;
            }
        }

        var substitution = new ParameterSubstitution(values);
        var labels = (YamlMapping)substitution.Apply(Object.Root.MappingAt("labels"));
        ImmutableArray<ManifestObject>.Builder objects = ImmutableArray.CreateBuilder<ManifestObject>();
        foreach (YamlNode item in Object.Root.ItemsAt("objects"))
        {
            if (substitution.Apply(item) is YamlMapping root)
            {
                objects.Add(new ManifestObject(WithLabels(root, labels), Object.File) { Template = Object });
            }
        }

        return objects.ToImmutable();
    }

    private static YamlMapping WithLabels(YamlMapping root, YamlMapping labels) =>
        labels.Entries.IsEmpty ? root : With(root, "metadata", With(root.MappingAt("metadata"), "labels", labels.Entries.Aggregate(root.MappingAt("metadata", "labels"), static (m, e) => With(m, e.Key, e.Value))));

    private static YamlMapping With(YamlMapping mapping, string key, YamlNode value)
    {
        YamlEntry? existing = mapping.EntryOf(key);
        return mapping with
        {
            Entries = existing is null ? mapping.Entries.Add(new YamlEntry(key, value) { Mark = value.Mark }) : mapping.Entries.Replace(existing, existing with { Value = value }),
        };
    }
}

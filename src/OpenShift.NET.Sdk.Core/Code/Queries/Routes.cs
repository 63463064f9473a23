using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Queries;

/// <summary>Paths of endpoints, with what groups and branches put before them.</summary>
public static class Routes
{
    private static readonly KnownApi s_group = "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions::MapGroup";
    private static readonly KnownApi s_branch = "Microsoft.AspNetCore.Builder.MapExtensions::Map";

    /// <summary>The value of a path with configuration keys resolved; <see langword="null"/> when it cannot be told.</summary>
    /// <param name="value">The path as the code has it.</param>
    /// <param name="settings">The application's settings by full key; environment variables the code reads itself as <c>$NAME</c>.</param>
    public static string? Resolve(CodeValue value, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        switch (value)
        {
            case ConstantValue { Value: string text }:
                return text;
            case ConstantValue { Value: int or long } number:
                return number.ToString();
            case ConfigurationValue setting:
                return settings.TryGetValue(setting.NameInSettings, out string? set) ? set == SettingTest.StandIn ? null : set : setting.Default is null ? null : Resolve(setting.Default, settings);
            case TextValue text:
                string all = "";
                foreach (CodeValue part in text.Parts)
                {
                    if (Resolve(part, settings) is not { } known)
                    {
                        return null;
                    }

                    all += known;
                }

                return all;
            case ObjectValue { Type: "Microsoft.AspNetCore.Http.PathString", Arguments: [var inner, ..] }:
                return Resolve(inner, settings);
            default:
                return null;
        }
    }

    /// <summary>The path of a call that maps one, from the root; <see langword="null"/> when a part of it cannot be told.</summary>
    /// <param name="call">The call, for example to <c>MapGet</c>.</param>
    /// <param name="path">Its path.</param>
    /// <param name="settings">The application's settings by full key.</param>
    public static string? Full(CodeCall call, CodeValue path, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (Resolve(path, settings) is not { } full)
        {
            return null;
        }

        foreach (CodeCall outer in call.Chain().Skip(1))
        {
            if (s_group.Matches(outer) || s_branch.Matches(outer))
            {
                if (Resolve(outer.Argument(1), settings) is not { } prefix)
                {
                    return null;
                }

                full = Join(prefix, full);
            }
        }

        return Join("", full);
    }

    /// <summary>Two parts of a path with one <c>/</c> between them and one before.</summary>
    public static string Join(string prefix, string path)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(path);
        string tail = path.Trim('/');
        string head = prefix.Trim('/');
        return "/" + (head.Length == 0 ? tail : tail.Length == 0 ? head : head + "/" + tail);
    }
}

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>A property that is one of the names of an enumeration, compared without case; the first one holds where it is not set.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <param name="Name">Its name.</param>
/// <param name="What">What it is for, as the page says it.</param>
internal sealed record EnumProperty<T>(string Name, string What) : ChoiceProperty(Name, [.. Enum.GetNames<T>()], What)
    where T : struct, Enum;

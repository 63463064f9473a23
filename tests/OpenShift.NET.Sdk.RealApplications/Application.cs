namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>One application of the list.</summary>
/// <param name="Name">Name of its truth file.</param>
/// <param name="Repository">Repository on GitHub, <c>owner/name</c>.</param>
/// <param name="Commit">The commit the truth rows were written at.</param>
/// <param name="Project">Project file from the repository's root.</param>
/// <param name="Set"><c>open</c>, or <c>aside</c>: looked at only for the figure.</param>
/// <param name="Packages"><c>asis</c>: the versions the repository names; <c>newest</c>: those of the list of packages, where the named ones do not fit the SDK at hand.</param>
internal sealed record Application(string Name, string Repository, string Commit, string Project, string Set, string Packages);

using OpenShift.NET.Sdk.Images.EntryPoints;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>What is known at one point of a script.</summary>
/// <param name="Variables">Variables and positional parameters.</param>
/// <param name="Place">The working folder and the folders programs are searched in.</param>
/// <param name="PlaceIsKnown">Whether it is the working folder in every run.</param>
internal readonly record struct Knowledge(ShellVariables Variables, StartPlace Place, bool PlaceIsKnown)
{
    /// <summary>What is known where two ways meet, of which a run takes one.</summary>
    public Knowledge Merge(Knowledge other) =>
        new(Variables.Merge(other.Variables), Place, PlaceIsKnown && other.PlaceIsKnown && Place.WorkingDirectory == other.Place.WorkingDirectory);
}

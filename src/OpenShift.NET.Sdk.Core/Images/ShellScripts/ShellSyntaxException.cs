namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>Ends the reading of a script that is not understood. Never leaves <see cref="ShellParser"/>.</summary>
internal sealed class ShellSyntaxException(ShellProblem problem) : Exception(problem.What)
{
    public ShellProblem Problem { get; } = problem;
}

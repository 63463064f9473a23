namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>What a command of a start script is to the container.</summary>
internal enum CommandRole
{
    /// <summary>A program that nothing more is known of; most of them prepare something and end.</summary>
    Other,

    /// <summary>A program that is known to run until it is told to end: a web server, a database.</summary>
    Server,

    /// <summary>The application: <c>dotnet APP.dll</c>, a program of the application's layers, <c>"$@"</c>, what <c>Cmd</c> names.</summary>
    Application,
}

using System.Reflection;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>
/// Stands in for the .NET SDK's CreateNewImage and CreateImageIndex and only raises an error: should a future SDK reach its own
/// publish beside ours, the build fails instead of publishing two images. The stand-in takes every parameter the real task takes,
/// so the error is this one and not MSB4064.
/// </summary>
public sealed class SdkPublishInterlock : ITaskFactory
{
    private string _taskName = "";
    private TaskPropertyInfo[] _parameters = [];

    /// <inheritdoc/>
    public string FactoryName => nameof(SdkPublishInterlock);

    /// <inheritdoc/>
    public Type TaskType => typeof(RaiseInterlock);

    /// <inheritdoc/>
    public bool Initialize(string taskName, IDictionary<string, TaskPropertyInfo> parameterGroup, string taskBody, IBuildEngine taskFactoryLoggingHost)
    {
        _taskName = taskName;
        _parameters = ReadParameters(taskName, taskBody.Trim());
        return true;
    }

    /// <inheritdoc/>
    public TaskPropertyInfo[] GetTaskParameters() => _parameters;

    /// <inheritdoc/>
    public ITask CreateTask(IBuildEngine taskFactoryLoggingHost) => new RaiseInterlock(_taskName);

    /// <inheritdoc/>
    public void CleanupTask(ITask task)
    {
    }

    private static TaskPropertyInfo[] ReadParameters(string taskName, string assembly)
    {
        try
        {
            Type? type = Assembly.LoadFrom(assembly).GetType(taskName) ?? Assembly.LoadFrom(assembly).GetExportedTypes().FirstOrDefault(t => t.Name == taskName[(taskName.LastIndexOf('.') + 1)..]);
            return type is null
                ? []
                : [.. type.GetProperties().Where(p => p.CanWrite && p.DeclaringType == type).Select(p => new TaskPropertyInfo(
                    p.Name,
                    p.PropertyType,
                    p.IsDefined(typeof(OutputAttribute), inherit: true),
                    required: false))];
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or ArgumentException)
        {
            // Without the names MSBuild refuses the call itself (MSB4064), which is as safe.
            return [];
        }
    }

    private sealed class RaiseInterlock(string taskName) : IGeneratedTask
    {
        public IBuildEngine BuildEngine { get; set; } = null!;

        public ITaskHost? HostObject { get; set; }

        public bool Execute()
        {
            BuildEngine.LogErrorEvent(new BuildErrorEventArgs(
                null,
                ToolCodes.SdkPublishReached,
                BuildEngine.ProjectFileOfTaskNode,
                0,
                0,
                0,
                0,
                $"The .NET SDK's own {taskName[(taskName.LastIndexOf('.') + 1)..]} was reached although OpenShift.NET.Sdk publishes the image. Do not call the targets _PublishSingleContainer or _PublishMultiArchContainers; use PublishContainer, or set OpenShiftEnabled=false for the .NET SDK's own image.",
                null,
                nameof(SdkPublishInterlock)));
            return false;
        }

        public object? GetPropertyValue(TaskPropertyInfo property) => null;

        public void SetPropertyValue(TaskPropertyInfo property, object value)
        {
        }
    }
}

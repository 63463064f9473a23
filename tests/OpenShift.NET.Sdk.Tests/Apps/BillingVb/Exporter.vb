Imports System
Imports System.Diagnostics
Imports System.IO
Imports System.Threading
Imports System.Threading.Tasks
Imports Microsoft.Extensions.Hosting

Public Class Exporter
    Inherits BackgroundService

    Private ReadOnly _target As String

    Public Sub New()
        _target = Path.Combine(AppContext.BaseDirectory, "export")
    End Sub

    Protected Overrides Async Function ExecuteAsync(stoppingToken As CancellationToken) As Task
        While Not stoppingToken.IsCancellationRequested
            Await File.WriteAllTextAsync(Path.Combine(_target, $"export-{DateTime.UtcNow:yyyyMMdd}.csv"), "id;sum", stoppingToken)
            Process.Start("sudo", "chown billing /opt/billing")
            Await Task.Delay(TimeSpan.FromHours(1), stoppingToken)
        End While
    End Function
End Class

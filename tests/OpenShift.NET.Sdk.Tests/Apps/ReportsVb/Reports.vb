Imports System
Imports System.IO
Imports System.Threading
Imports System.Threading.Tasks
Imports Microsoft.Extensions.Hosting

Public Class Reports
    Inherits BackgroundService

    Private Const Folder As String = "/reports"

    Protected Overrides Async Function ExecuteAsync(stoppingToken As CancellationToken) As Task
        Dim name = DateTime.Now.ToString("yyyy-MM-dd") & ".csv"
        Using writer = New StreamWriter(Path.Combine(Folder, name))
            Await writer.WriteLineAsync("id;sum")
        End Using
        File.AppendAllText("logs/reports.log", name)
    End Function
End Class
